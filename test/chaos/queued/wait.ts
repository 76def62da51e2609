import type { StaffedCall } from '../staffed/world.ts';

/** A caller's wait in a queue, as an onlooker writes it down. Times are milliseconds of the run. */
export interface Wait {
  call: StaffedCall;
  /** `support:billing`: callers of one line have places. */
  line: string;
  skill: string | undefined;
  priority: number;
  cameAt: number;
  longestMs: number;
  /** Why they are not to be let in. */
  refusal: 'full' | 'nobody-on-duty' | undefined;
  /** When each agent did not take them, by the agent's id. */
  passed: Map<string, number>;
  offers: number;
  /** How often they were told their place. */
  told: number;
  /** The agent who was invited for the offer that stands; and who picked up. */
  invited?: string;
  pickedUp?: string;
  /** They have stepped out to be called back: their place is theirs. */
  hasSteppedOut?: true;
  /** When they were back last. */
  backAt?: number;
  /** The number on which they are to be called back, from their place in line. */
  toBeCalled?: string;
  /** How it ended, as the call tells. */
  exit?: string;
}

/** Whether one is served before another: by priority, then by who came first; of the same moment by their ids (decision 0010). */
export function isBefore(one: Wait, other: Wait): boolean {
  if (one.priority !== other.priority) return one.priority < other.priority;
  if (one.cameAt !== other.cameAt) return one.cameAt < other.cameAt;
  return one.call.callId < other.call.callId;
}

/** Why a wait cannot have ended so by what happened; nothing when it can. `now`: of the run, ms. */
export function whyNotOver(
  wait: Wait,
  exit: string,
  now: number,
  isOffered: boolean,
): string | undefined {
  const { call, cameAt, longestMs, refusal, pickedUp, offers, told, toBeCalled } = wait;
  if (wait.exit) return `leaves by ${exit}, and left by ${wait.exit}`;
  if (refusal) return exit === refusal ? undefined : `leaves by ${exit}, and was ${refusal}`;
  switch (exit) {
    case 'accepted':
      return isOffered && pickedUp ? undefined : 'is accepted by nobody';
    case 'abandoned':
      return call.acs.isUp() && call.acs.has(call.state().call.from)
        ? 'has abandoned, and is there'
        : undefined;
    case 'timeout':
      if (now < cameAt + longestMs) return `leaves after ${now - cameAt} ms, too soon`;
      return offers === 0 && told === 0
        ? 'has waited for the longest, and was told nothing'
        : undefined;
    case 'callback':
      return toBeCalled ? undefined : 'is called back by nobody';
    default:
      return `leaves by ${exit}, for no reason`;
  }
}
