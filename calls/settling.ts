import type { LastCallBack } from './callback/call-back.ts';
import type { Command, Play, Recognize } from './commands.ts';
import type { Release } from './commands-agents.ts';
import type {
  AgentInvited,
  Answered,
  CallbackRefused,
  CallbackTaken,
  CallerDialled,
  CommandFailed,
  NobodyAvailable,
  NotQueued,
  ParticipantSeen,
  Queued,
  QueuePlaced,
} from './events.ts';
import type { QueueSpot } from './queue/spot.ts';
import type { Rows } from './rows.ts';
import { type CallState, NO_ROWS } from './state.ts';

/** A turn on its way out: what the one activity of the turn has to write and to send. */
export interface CarryOut {
  callId: string;
  callConnectionId?: string;
  turn: number;
  /** When the turn began, ISO 8601 UTC. */
  at: string;
  step?: string;
  commands: Command[];
  rows: Rows;
  /** The activity died the first time: media commands get a context of their own, and what plays is stopped first. */
  isRepeat: boolean;
  /** Nothing follows: rows that cannot be written are then a failure of the activity. */
  isLast: boolean;
  /** On the last turn: deadlines that have not come and that nobody waits for any more. */
  disarm?: number[];
  /** On the last turn: how the agent is left that the call had. */
  release?: Release;
  /** On the last turn: the place in line that the caller gives back. */
  leave?: QueueSpot;
  /** On the last turn: the callback that it was to make. */
  callBack?: LastCallBack;
  /** On the last turn: the caller was being handed over, or is, and a slot of our numbers was taken for it. */
  isHandedOver?: boolean;
}

/** What came of a turn. */
export interface CarriedOut {
  /** What ACS answered, as far as the reducer has to know, in the order of the commands. */
  events: Unplaced[];
  /** Rows that could not be written: the next turn writes them. */
  unwritten?: Rows;
  isRepeat: boolean;
}

/** What an activity can have to tell its call. */
export type ActivityAnswer =
  | Answered
  | CommandFailed
  | AgentInvited
  | NobodyAvailable
  | ParticipantSeen
  | Queued
  | NotQueued
  | QueuePlaced
  | CallbackTaken
  | CallbackRefused
  | CallerDialled;

/** An answer before the orchestration gives it its id and its time. */
export type Unplaced = ActivityAnswer extends infer A
  ? A extends ActivityAnswer
    ? Omit<A, 'id' | 'at'>
    : never
  : never;

/** Play and recognize have no repeatability (ACS protocol reference, section 5): a repeat must be told apart by its context. */
export function isMedia(command: Command): boolean {
  return mediaOf(command) !== undefined;
}

function mediaOf(command: Command): Play | Recognize | undefined {
  if (command.type === 'lookUpPlace') return command.announce;
  return command.type === 'play' || command.type === 'recognize' ? command : undefined;
}

/** A command as it is sent again after its activity died. */
export function again(command: Command): Command {
  if (command.type === 'lookUpPlace' && command.announce)
    return { ...command, announce: anew(command.announce) };
  return isMedia(command) ? anew(command) : command;
}

function anew<Sent extends Command>(command: Sent): Sent {
  return { ...command, operationContext: repeated(command.operationContext) };
}

const REPEATED = 'r1';

/** The operation context of a media command that is sent again after its activity died. */
export function repeated(operationContext: string): string {
  return `${operationContext}${REPEATED}`;
}

/** The operation context as the command had it the first time. */
export function original(operationContext: string): string {
  return operationContext.endsWith(REPEATED)
    ? operationContext.slice(0, -REPEATED.length)
    : operationContext;
}

/** The state after its turn went out: written rows are dropped, and repeated media operations are known by their new context. */
export function settle(
  state: CallState,
  carried: Pick<CarriedOut, 'unwritten' | 'isRepeat'>,
  commands: Command[],
): CallState {
  const rows = carried.unwritten ?? NO_ROWS;
  if (!carried.isRepeat) return { ...state, rows };
  const media = commands.flatMap((command) => mediaOf(command)?.operationContext ?? []);
  const open = state.open.map((context) => (media.includes(context) ? repeated(context) : context));
  return { ...state, rows, open };
}
