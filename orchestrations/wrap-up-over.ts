import type { OrchestrationContext, Task } from 'durable-functions';
import { MATCH_QUEUES } from './names.ts';

/** What waits for the end of a wrap-up is started with. */
export interface WrapUp {
  /** When it ends, milliseconds since 1970, UTC. */
  due: number;
}

/**
 * Has the next caller in line offered to an agent when their wrap-up is over: an agent becomes available then by themselves, and nobody
 * else would look. `until` makes the Durable timer, as for `deadline`. What fails is the watchdog's.
 */
export function wrapUpOver(until: (context: OrchestrationContext, due: number) => Task) {
  return function* (context: OrchestrationContext): Generator<Task, void, unknown> {
    const { due }: WrapUp = context.df.getInput();
    yield until(context, due);
    yield context.df.callActivity(MATCH_QUEUES, {});
  };
}
