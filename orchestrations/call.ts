import type { OrchestrationContext, Task } from 'durable-functions';
import { begin, type CallStart } from '../calls/begin.ts';
import { type Ended, ended } from '../calls/ended.ts';
import type { CallEvent } from '../calls/events.ts';
import { currentFlow } from '../calls/flow-upgrade.ts';
import { settle } from '../calls/settling.ts';
import { step } from '../calls/step.ts';
import { carryOut } from './carry-out.ts';
import { CALL_EVENT } from './names.ts';

/**
 * The life of one call. One event at a time, one activity a turn; every thought is in `calls/`. There is exactly one wait, it
 * is never raced and never abandoned: a raced wait swallows events (decision 0002).
 */
export function* call(context: OrchestrationContext): Generator<Task, Ended, unknown> {
  const given: CallStart = context.df.getInput();
  const flow = currentFlow(given.flow);
  let turn = begin({ ...given, flow });
  const answers: CallEvent[] = []; // of ACS, to commands already sent
  while (true) {
    const carried = yield* carryOut(context, turn);
    let { state } = turn;
    if (state.phase === 'ended') return ended(state);
    if (carried) {
      state = settle(state, carried, turn.commands);
      answers.push(...carried.events);
    }
    const event = answers.shift() ?? (yield context.df.waitForExternalEvent(CALL_EVENT));
    turn = step(flow, state, event as CallEvent);
  }
}
