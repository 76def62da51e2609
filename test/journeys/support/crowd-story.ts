import type { CallRecord } from './line.ts';

/** An offer to an agent, from when they were claimed to when they were free of it. Times are milliseconds since 1970. */
export interface OfferSpan {
  agent: string;
  from: number;
  to: number;
  result: string;
}

/** A call in line, as support can read it. */
export interface InLine {
  callId: string;
  /** The last two digits of the caller's number. */
  caller: string;
  line: string;
  priority: number;
  /** When they came. */
  from: number;
  /** Until then they surely were in line; perhaps until `until`: who asks to be called back steps out, and keeps their place. */
  to: number;
  until: number;
  exit: string | undefined;
  offers: OfferSpan[];
}

const LINES: Record<string, { line: string; priority: number }> = {
  anybody: { line: 'anybody', priority: 500 },
  urgent: { line: 'anybody', priority: 100 },
  bills: { line: 'bills', priority: 500 },
};

/** How the wait of a call went; nothing for one that was in no line. */
export function inLineOf({ call, timeline }: CallRecord): InLine | undefined {
  const joined = timeline.find(({ type }) => type === 'joinQueue');
  const left = timeline.find(({ type }) => type === 'queue-exit');
  const out = timeline.find(({ type }) => type === 'leaveQueue');
  const over = timeline.find(({ type }) => type === 'outcome');
  const at = LINES[`${(joined as { step?: string } | undefined)?.step}`];
  if (!joined || !left || !over || !at || !timeline.some(({ type }) => type === 'queued'))
    return undefined;
  return {
    ...at,
    callId: call.callId,
    caller: call.from.slice(-2),
    from: Date.parse(joined.at),
    to: Math.min(...[left, out].flatMap((row) => (row ? [Date.parse(row.at)] : []))),
    until: call.queueExit === 'callback' ? Number.POSITIVE_INFINITY : Date.parse(left.at),
    exit: call.queueExit,
    offers: offersOf(timeline, Date.parse(over.at)),
  };
}

/** The same of a call that was to call somebody back: their place, and whom it was offered to. When it is in line nobody can tell. */
export function callbackInLine(
  { call, timeline }: CallRecord,
  line: readonly InLine[],
): InLine | undefined {
  const asked = line.find(({ callId }) => callId === call.callback);
  const over = timeline.find(({ type }) => type === 'outcome');
  if (!asked || !over) return undefined;
  const { from } = asked;
  const offers = offersOf(timeline, Date.parse(over.at));
  return { ...asked, callId: call.callId, to: from, until: from, offers };
}

function offersOf(timeline: CallRecord['timeline'], over: number): OfferSpan[] {
  return timeline
    .filter(({ type }) => type === 'offer')
    .map(({ data }) => spanOf(data ?? {}, timeline, over));
}

/** An offer of a queue has the time of its claim in its name. */
function spanOf(
  { offer, agent }: Record<string, unknown>,
  timeline: CallRecord['timeline'],
  over: number,
): OfferSpan {
  const end = timeline.find(
    ({ type, data }) => (type === 'offer-ended' || type === 'agent-left') && data?.offer === offer,
  );
  const result = end?.type === 'offer-ended' ? `${end.data?.result}` : 'accepted';
  const from = Number(/^offer:q(\d+)-/.exec(`${offer}`)?.[1]);
  return { agent: `${agent}`, from, to: end ? Date.parse(end.at) : over, result };
}

/** Whether one is served before another. */
export function isBefore(one: InLine, other: InLine): boolean {
  if (one.priority !== other.priority) return one.priority < other.priority;
  return one.from !== other.from ? one.from < other.from : one.callId < other.callId;
}
