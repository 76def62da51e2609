import type { OrchestrationContext, Task } from 'durable-functions';
import * as df from 'durable-functions';
import { RAISE_DEADLINE } from './names.ts';

/** What a deadline is started with. */
export interface ArmedDeadline {
  callId: string;
  deadline: number;
  /** When it comes, milliseconds since 1970, UTC. */
  due: number;
}

/** A deadline that is not told leaves its call waiting: it is tried so often, first after a second and then twice as long each time. */
const RAISING = { attempts: 5, firstRetryMs: 1000, backoff: 2 };

/**
 * One deadline of a call: waits for its time, then has it raised into the call. `until` makes the Durable timer for a time in
 * milliseconds since 1970: no orchestration makes a date of its own.
 */
export function deadline(until: (context: OrchestrationContext, due: number) => Task) {
  return function* (context: OrchestrationContext): Generator<Task, void, unknown> {
    const { due, ...rest }: ArmedDeadline = context.df.getInput();
    yield until(context, due);
    const retry = new df.RetryOptions(RAISING.firstRetryMs, RAISING.attempts);
    retry.backoffCoefficient = RAISING.backoff;
    yield context.df.callActivityWithRetry(RAISE_DEADLINE, retry, rest);
  };
}
