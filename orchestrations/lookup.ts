import type { OrchestrationContext, Task } from 'durable-functions';
import type { StartLookup } from '../calls/lookup/command.ts';
import { ASK_BACK_END } from './names.ts';

/** What a lookup is started with. */
export interface StartedLookup extends Omit<StartLookup, 'type' | 'operationContext'> {
  callId: string;
  /** When nobody waits for the answer any more, milliseconds since 1970, UTC. */
  due: number;
}

/**
 * One lookup of a call: the activity asks the back end and raises what it says into the call. One that dies with its worker is
 * repeated once, at once; when that dies too, the call's own deadline ends the wait.
 */
export function* lookup(context: OrchestrationContext): Generator<Task, void, unknown> {
  const started: StartedLookup = context.df.getInput();
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      yield context.df.callActivity(ASK_BACK_END, started);
      return;
    } catch {
      // the worker died: what it did is not known
    }
  }
}
