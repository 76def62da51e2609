/** Somebody in line, as their row in the table `Queue` tells. */
export interface InLine {
  callId: string;
  /** E.164. */
  caller: string;
  /** `<priority>:<arrival>:<callId>`: in the order of these keys callers are served, of whichever line they are. */
  rowKey: string;
}

/** Milliseconds for which an agent is not offered a caller again whom they declined (docs/queues.md). */
const PASSED_MS = 60_000;
/** Milliseconds that may go by between the key that declines and the moment from which that time counts. */
const SLACK_MS = 2_000;

/**
 * The numbers of the callers who may be offered to an agent between `from` and `to` (milliseconds since 1970): the first in line, but for
 * those whom the agent declined within the last minute. Two where such a minute ends in between. `declined`: by callId, when.
 */
export function firstInLine(
  line: readonly InLine[],
  declined: ReadonlyMap<string, number>,
  { from, to }: { from: number; to: number },
): ReadonlySet<string> {
  const inOrder = line.toSorted((one, other) => (one.rowKey < other.rowKey ? -1 : 1));
  const firstAt = (at: number) =>
    inOrder.find(
      ({ callId }) => at - (declined.get(callId) ?? Number.NEGATIVE_INFINITY) >= PASSED_MS,
    )?.caller;
  return new Set([from - SLACK_MS, to].flatMap((at) => firstAt(at) ?? []));
}
