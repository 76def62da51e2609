import { styleText } from 'node:util';
import { printable, storyLine } from '../emulator/story-line.ts';
import type { KeptCall } from './line-api.ts';

/** Who speaks in a line of the timeline. */
const SPEAKERS: Record<string, string> = { event: 'call', command: 'line', decision: 'decides' };

/** All that is kept of a call, for people: what it was, its timeline with seconds since the ring, what was keyed. */
export function callTimeline({ call, timeline, digits, tones, offers }: KeptCall): string {
  const { callId, from, to, startedAt, outcome, state } = call;
  const began = Date.parse(startedAt);
  return [
    styleText('bold', printable(callId)),
    `  ${printable(from)} to ${printable(to)}, ${printable(startedAt)}, ${printable(outcome ?? state)}`,
    '',
    ...timeline.map((row) =>
      storyLine(Date.parse(row.at) - began, SPEAKERS[row.kind] ?? row.kind, row.words, source(row)),
    ),
    ...section(
      'Offered to',
      offers.map((offer) => offeredTo(offer, began)),
    ),
    ...section('Keyed in', digits.map(keyedIn)),
    ...section('Keys as they were pressed', tones.map(pressed)),
  ].join('\n');
}

function section(heading: string, lines: string[]): string[] {
  return lines.length > 0 ? ['', styleText('bold', heading), ...lines] : [];
}

/** To whom the call was offered, when, what came of it and how long they talked. */
function offeredTo(offer: KeptCall['offers'][number], began: number): string {
  const { name, agent, offeredAt, result = 'rings', talkedSeconds } = offer;
  const talked = talkedSeconds === undefined ? '' : `, talked for ${talkedSeconds} s`;
  const seconds = ((Date.parse(offeredAt) - began) / 1000).toFixed(2);
  return `  ${printable(name)} (${printable(agent)}) at ${seconds} s: ${printable(result)}${talked}`;
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
