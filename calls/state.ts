import type { Command, OperationContext } from './commands.ts';
import type { Flow, Step } from './flow.ts';
import type { CallRow, Outcome, Rows } from './rows.ts';

/** Where a call stands. Replaying the same events gives the same state, so it is kept nowhere but in the history of events. */
export interface CallState {
  phase: 'answering' | 'connecting' | 'talking' | 'hanging-up' | 'ended';
  /** The call's row as it should read now. */
  call: CallRow;
  /** Rows that are not in the tables yet. */
  rows: Rows;
  /** Counts the turns in which commands were sent; 1 is the answer. */
  turn: number;
  /** The next free index of a timeline row in this turn. */
  nextIndex: number;
  /** Media operations that ACS still owes a result. */
  open: OperationContext[];
  /** Where in the flow the call is; absent until it is connected. */
  position?: Position;
  /** How often each step was entered. */
  entries: Record<string, number>;
  /** What gathers kept, by the name they kept it under. */
  collected: Record<string, string>;
  /** Why a question was given up, until another one is answered. */
  gaveUp?: GaveUp;
  /** What the outcome will be once the hang-up on the way is confirmed. */
  ending?: Outcome;
  /** Refused commands since the last event from ACS. */
  refusals: number;
  /** CloudEvent ids that were taken in. */
  seen: string[];
}

export type GaveUp = 'no-input' | 'no-match' | 'failed';

export interface Position {
  step: string;
  /** What is playing or being asked there. */
  question: Question;
  attempts: Attempts;
  /** The entry that is being read back. */
  digits?: string;
}

export type Question = 'say' | 'menu' | 'entry' | 'confirm' | 'closing';

/** How often this question failed, each way counted by itself. */
export interface Attempts {
  noInput: number;
  noMatch: number;
  /** Prompts or recognitions that ACS could not do. */
  failed: number;
}

export const NO_ATTEMPTS: Attempts = { noInput: 0, noMatch: 0, failed: 0 };

/** What the reducer answers: the new state, and the commands of this turn. */
export interface Turn {
  state: CallState;
  commands: Command[];
}

export const NO_ROWS: Rows = { byCaller: false, digits: [], timeline: [], tones: [] };

/** The step of that name. A flow is checked before it is used, so a missing one is a bug. */
export function stepNamed(flow: Flow, name: string): Step {
  const step = flow.steps[name];
  if (!step) throw new Error(`the flow has no step "${name}"`);
  return step;
}
