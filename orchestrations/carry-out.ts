import type { OrchestrationContext, Task } from 'durable-functions';
import * as df from 'durable-functions';
import { lastCallBack } from '../calls/callback/call-back.ts';
import type { Command } from '../calls/commands.ts';
import { lastRelease } from '../calls/escalation/leaving.ts';
import { lastSpot } from '../calls/queue/exits.ts';
import type { Rows } from '../calls/rows.ts';
import type { ActivityAnswer, CarriedOut, CarryOut, Unplaced } from '../calls/settling.ts';
import { type CallState, NO_ROWS, type Turn } from '../calls/state.ts';
import { CARRY_OUT } from './names.ts';

/** What a turn brought, with its events placed in time. */
type Carried = Omit<CarriedOut, 'events'> & { events: ActivityAnswer[] };

/** What release 0.1.0 left in the history of a call that still runs: one event at most, and rows without tones. */
interface Older {
  event?: Unplaced;
  events?: undefined;
  unwritten?: Omit<Rows, 'tones'>;
  isRepeat: boolean;
}

/** The last rows of a call are tried so often, first after two seconds and then twice as long each time. */
const LAST_ROWS = { attempts: 6, firstRetryMs: 2000, backoff: 2 };

/**
 * Sends a turn out in one activity; a turn without commands needs none, its rows wait for the next, unless they must not. An activity that dies with
 * its worker is repeated, and then treated as refused: a call is never lost to an exception.
 */
export function* carryOut(
  context: OrchestrationContext,
  { state, commands, mustWrite }: Turn,
): Generator<Task, Carried | undefined, unknown> {
  if (state.phase === 'ended') return yield* writeLastRows(context, state);
  const [first] = commands;
  if (!first && !mustWrite) return undefined;
  for (const isRepeat of [false, true]) {
    try {
      const input = turn(state, commands, { isRepeat, isLast: false });
      const carried = (yield context.df.callActivity(CARRY_OUT, input)) as CarriedOut | Older;
      return placed(context, state, carried);
    } catch {
      // the worker died, or the activity has a bug: what it did is not known
    }
  }
  const events = first ? [lost(state.turn, first)] : [];
  return placed(context, state, { unwritten: state.rows, isRepeat: true, events });
}

function lost(turn: number, { type: command }: Command): Unplaced {
  const message = 'the activity died twice';
  return { type: 'CommandFailed', turn, index: 0, command, code: 0, message };
}

function* writeLastRows(
  context: OrchestrationContext,
  state: CallState,
): Generator<Task, undefined, unknown> {
  const retry = new df.RetryOptions(LAST_ROWS.firstRetryMs, LAST_ROWS.attempts);
  retry.backoffCoefficient = LAST_ROWS.backoff;
  const disarm = Object.keys(state.deadlines).map(Number);
  const release = lastRelease(state);
  const callBack = lastCallBack(state);
  const isHandedOver = state.position?.question === 'transferring';
  const last = turn(state, [], { isRepeat: false, isLast: true });
  const input: CarryOut = {
    ...last,
    disarm,
    release,
    leave: lastSpot(state),
    callBack,
    isHandedOver,
  };
  try {
    yield context.df.callActivityWithRetry(CARRY_OUT, retry, input);
  } catch {
    const { callId, outcome } = state.call;
    const at = context.df.currentUtcDateTime.toISOString();
    const line = { at, level: 'error', event: 'outcome-not-written', callId, outcome };
    if (!context.df.isReplaying) context.error(JSON.stringify(line));
  }
}

function turn(
  state: CallState,
  commands: Command[],
  mode: Pick<CarryOut, 'isRepeat' | 'isLast'>,
): CarryOut {
  const { callId, callConnectionId, step, lastEventAt } = state.call;
  const { turn, rows } = state;
  return { callId, callConnectionId, turn, at: lastEventAt, step, commands, rows, ...mode };
}

function placed(
  context: OrchestrationContext,
  state: CallState,
  carried: CarriedOut | Older,
): Carried {
  const { isRepeat } = carried;
  const unwritten = carried.unwritten && { ...NO_ROWS, ...carried.unwritten };
  const unplaced = carried.events ?? (carried.event ? [carried.event] : []);
  const at = context.df.currentUtcDateTime.toISOString();
  const events = unplaced.map((event, index) => {
    return { ...event, id: `${state.turn}:${event.type}:${index}`, at };
  });
  return { unwritten, isRepeat, events };
}
