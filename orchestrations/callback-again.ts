import type { OrchestrationContext, Task } from 'durable-functions';
import { RETURN_CALLBACKS } from './names.ts';

/** What waits for the next try of a callback is started with. The number stays in the table. */
export interface CallbackAgain {
  /** When it is due, milliseconds since 1970, UTC. */
  due: number;
}

/**
 * Brings callbacks back into line when their next try is due. It waits for no event, and carries nothing out itself: what is due is in the
 * table, so that one that comes twice, or never, does no harm. `until` makes the Durable timer, as for `deadline`.
 */
export function callbackAgain(until: (context: OrchestrationContext, due: number) => Task) {
  return function* (context: OrchestrationContext): Generator<Task, void, unknown> {
    const { due }: CallbackAgain = context.df.getInput();
    yield until(context, due);
    yield context.df.callActivity(RETURN_CALLBACKS, {});
  };
}
