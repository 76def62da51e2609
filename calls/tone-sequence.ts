import type { ToneRow } from './rows.ts';

/** The keys that one session of continuous recognition followed, in the order pressed. */
export interface ToneSequence {
  participant: string;
  session: number;
  /** The keys as text, without a mark for what is missing. */
  digits: string;
  tones: { sequenceId: number; key: string; at: string }[];
  /** Numbers for which no tone came, from the first number known to the last. */
  gaps: NumberRange[];
}

/** Both ends are part of it. */
export interface NumberRange {
  from: number;
  to: number;
}

/**
 * The keys of a call from its rows of `DtmfTones`, in whatever order and however often these come: a list for each session of
 * each participant. A tone that came after its gap was reported fills it.
 */
export function sequence(rows: readonly ToneRow[]): ToneSequence[] {
  const sessions = new Map<string, ToneRow[]>();
  for (const row of rows.toSorted(inKeyOrder)) {
    const name = `${row.participant}:${row.session}`;
    sessions.set(name, [...(sessions.get(name) ?? []), row]);
  }
  return [...sessions.values()].flatMap(ofSession);
}

function ofSession(rows: ToneRow[]): ToneSequence[] {
  const [first] = rows;
  if (!first) return [];
  const tones: ToneSequence['tones'] = [];
  const gaps: NumberRange[] = [];
  let next = first.sequenceId;
  for (const { sequenceId, key, at } of rows) {
    if (key === undefined || tones.at(-1)?.sequenceId === sequenceId) continue;
    if (sequenceId > next) gaps.push({ from: next, to: sequenceId - 1 });
    tones.push({ sequenceId, key, at });
    next = sequenceId + 1;
  }
  const last = rows.at(-1)?.sequenceId ?? next;
  if (last >= next) gaps.push({ from: next, to: last });
  const { participant, session } = first;
  return [{ participant, session, digits: tones.map(({ key }) => key).join(''), tones, gaps }];
}

/** By participant, session and number; of the same number, the tone that was received first. */
function inKeyOrder(a: ToneRow, b: ToneRow): number {
  return (
    byText(a.participant, b.participant) ||
    a.session - b.session ||
    a.sequenceId - b.sequenceId ||
    byText(a.at, b.at) ||
    byText(a.eventId ?? '', b.eventId ?? '')
  );
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
