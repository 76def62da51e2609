import { styleText } from 'node:util';
import { printable, storyLine } from '../emulator/story-line.ts';
import type { KeptCall } from './line-api.ts';

/** Who speaks in a line of the timeline. */
const SPEAKERS: Record<string, string> = { event: 'call', command: 'line', decision: 'decides' };

/** All that is kept of a call, for people: what it was, its timeline with seconds since the ring, what was keyed. */
export function callTimeline({ call, timeline, digits, tones }: KeptCall): string {
  const { callId, from, to, startedAt, outcome, state } = call;
  const began = Date.parse(startedAt);
  return [
    styleText('bold', printable(callId)),
    `  ${printable(from)} to ${printable(to)}, ${printable(startedAt)}, ${printable(outcome ?? state)}`,
    '',
    ...timeline.map((row) =>
      storyLine(Date.parse(row.at) - began, SPEAKERS[row.kind] ?? row.kind, row.words, source(row)),
    ),
    ...section('Keyed in', digits.map(keyedIn)),
    ...section('Keys as they were pressed', tones.map(pressed)),
  ].join('\n');
}

function section(heading: string, lines: string[]): string[] {
  return lines.length > 0 ? ['', styleText('bold', heading), ...lines] : [];
}

function keyedIn(row: KeptCall['digits'][number]): string {
  const { step, attempt, result, sealed, length = 0 } = row;
  const keys = sealed === undefined ? row.digits || 'nothing' : `${length} keys, sealed`;
  return `  ${printable(step)}, attempt ${attempt}: ${printable(keys)} (${printable(result)})`;
}

/** The keys of one session, and which of their numbers never came. */
function pressed({ participant, session, digits, gaps }: KeptCall['tones'][number]): string {
  const missing = gaps.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
  const told = missing.length > 0 ? ` (missing: number ${missing.join(', ')})` : '';
  return `  ${printable(participant)}, session ${session}: ${printable(digits || 'none')}${told}`;
}

/** The event behind the words, with its codes; commands and decisions say it all in words. */
function source({ kind, type, data }: KeptCall['timeline'][number]): string {
  if (kind !== 'event') return '';
  const codes = [data?.code, data?.subCode].filter((code) => code !== undefined).join('/');
  return `${type} ${codes}`;
}
