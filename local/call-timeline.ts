import { styleText } from 'node:util';
import { printable, storyLine } from '../emulator/story-line.ts';
import type { KeptCall } from './line-api.ts';

/** Who speaks in a line of the timeline. */
const SPEAKERS: Record<string, string> = { event: 'call', command: 'line', decision: 'decides' };

/** All that is kept of a call, for people: what it was, its timeline with seconds since the ring, what was keyed. */
export function callTimeline({ call, timeline, digits }: KeptCall): string {
  const { callId, from, to, startedAt, outcome, state } = call;
  const began = Date.parse(startedAt);
  const lines = [
    styleText('bold', printable(callId)),
    `  ${printable(from)} to ${printable(to)}, ${printable(startedAt)}, ${printable(outcome ?? state)}`,
    '',
    ...timeline.map((row) =>
      storyLine(Date.parse(row.at) - began, SPEAKERS[row.kind] ?? row.kind, row.words, source(row)),
    ),
  ];
  if (digits.length === 0) return lines.join('\n');
  const keyed = digits.map(
    (row) =>
      `  ${printable(row.step)}, attempt ${row.attempt}: ${printable(row.digits || 'nothing')} (${printable(row.result)})`,
  );
  return [...lines, '', styleText('bold', 'Keyed in'), ...keyed].join('\n');
}

/** The event behind the words, with its codes; commands and decisions say it all in words. */
function source({ kind, type, data }: KeptCall['timeline'][number]): string {
  if (kind !== 'event') return '';
  const codes = [data?.code, data?.subCode].filter((code) => code !== undefined).join('/');
  return `${type} ${codes}`;
}
