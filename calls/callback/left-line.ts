import type { OperationContext } from '../commands.ts';
import { isSameSpot, type QueueSpot } from '../queue/spot.ts';
import { noteExit } from '../queue/waiting.ts';
import type { CallState, GaveUp } from '../state.ts';

/** The line that a caller has left to ask for a callback: their place is theirs until it is the callback's, or they are back. */
export interface LeftLine {
  spot: QueueSpot;
  /** The step that led to the queue. */
  step: string;
  /** The offers that the call has known, and why a question had been given up before: the caller who is back goes on with both. */
  offers: OperationContext[];
  gaveUp?: GaveUp;
  /** The number that we asked to be called back, of which no refusal is known: E.164, or as it was keyed. */
  to?: string;
}

/** The line that the caller has left, and to which this spot would bring them back. */
export function leftLineOf({ leftLine }: CallState, spot: QueueSpot): LeftLine | undefined {
  const { arrival } = leftLine?.spot ?? spot;
  return leftLine && isSameSpot(leftLine.spot, { ...spot, arrival }) ? leftLine : undefined;
}

/** The state of a caller who will not come back to the line that they have left. */
export function goneFromLine(state: CallState, at: string): CallState {
  return state.leftLine ? { ...noteExit(state, 'abandoned', at), leftLine: undefined } : state;
}

/** The state of a call whose place in line may be a callback's: its row there is not the caller's any more. */
export function withSpotGiven(state: CallState, spot: QueueSpot): CallState {
  const { givenSpots = [] } = withSpotBack(state, spot);
  return { ...state, givenSpots: [...givenSpots, spot] };
}

/** The state of a call whose place in line is no callback's. */
export function withSpotBack(state: CallState, spot: QueueSpot): CallState {
  const { givenSpots = [] } = state;
  return { ...state, givenSpots: givenSpots.filter((one) => !isSameSpot(one, spot)) };
}

/** Whether a place in line was given to a callback. */
export function isGiven({ givenSpots = [] }: CallState, spot: QueueSpot): boolean {
  return givenSpots.some((one) => isSameSpot(one, spot));
}
