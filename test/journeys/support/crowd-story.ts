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
  from: number;
  to: number;
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
  const over = timeline.find(({ type }) => type === 'outcome');
  const at = LINES[`${(joined as { step?: string } | undefined)?.step}`];
  if (!joined || !left || !over || !at || !timeline.some(({ type }) => type === 'queued'))
    return undefined;
  return {
    ...at,
    callId: call.callId,
    caller: call.from.slice(-2),
    from: Date.parse(joined.at),
    to: Date.parse(left.at),
    exit: call.queueExit,
    offers: timeline
      .filter(({ type }) => type === 'offer')
      .map(({ data }) => spanOf(data ?? {}, timeline, Date.parse(over.at))),
  };
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
