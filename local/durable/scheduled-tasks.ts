import type { Leaf, RetryOptions } from './actions.ts';
import { newTask, type Task } from './tasks.ts';

/** An action that starts an activity or a sub-orchestration. */
export type Call = Extract<Leaf, { functionName: string }>;

/** A task with a number: work the runtime has to do, once. `fireAt`: ISO 8601 UTC. */
export type Scheduled =
  | { id: number; kind: 'activity' | 'sub'; action: Call; task: Task }
  | { id: number; kind: 'timer'; fireAt: string; task: Task };

/** An activity or a timer that an instance waits for, as storage has it. */
export type OpenWork =
  | { id: number; kind: 'activity'; action: Call }
  | { id: number; kind: 'timer'; fireAt: string };

/** Durable's own limit on a timer with Azure Storage; longer ones are split on both sides, which is not built here. */
const longestTimer = 6 * 24 * 3600 * 1000;

/** Gives tasks their numbers, in the order in which the library counts them too. */
export interface ScheduledTasks {
  all(): Scheduled[];
  get(id: number): Scheduled | undefined;
  call(action: Call): Task;
  timer(fireAt: string): Task;
  retried(action: Call, options: RetryOptions): Task;
}

/** `now` gives the time of the episode that is replayed, in milliseconds since 1970. */
export function scheduledTasks(now: () => number): ScheduledTasks {
  const entries: Scheduled[] = [];

  function call(action: Call): Task {
    const kind = action.actionType < 2 ? 'activity' : 'sub';
    const task = newTask();
    entries.push({ id: entries.length, kind, action, task });
    return task;
  }

  function timer(fireAt: string): Task {
    if (Date.parse(fireAt) - now() > longestTimer) {
      throw new Error(`A timer until ${fireAt}: the local runtime has none of more than six days.`);
    }
    const task = newTask();
    entries.push({ id: entries.length, kind: 'timer', fireAt, task });
    return task;
  }

  function retried(action: Call, options: RetryOptions): Task {
    const whole = newTask();
    const attempt = (number: number) => {
      const task = call(action);
      task.onDone(() => {
        if (!task.failed) return whole.settle();
        // The last attempt is followed by a timer too, of no length: the library waits for it.
        const last = number >= options.maxNumberOfAttempts;
        const delay = last ? 0 : delayAfter(number, options);
        const pause = timer(new Date(now() + delay).toISOString());
        pause.onDone(() => (last ? whole.settle(true) : attempt(number + 1)));
      });
    };
    attempt(1);
    return whole;
  }

  return { all: () => entries, get: (id) => entries[id], call, timer, retried };
}

function delayAfter(attempt: number, options: RetryOptions): number {
  const factor = (options.backoffCoefficient ?? 1) ** (attempt - 1);
  const delay = options.firstRetryIntervalInMilliseconds * factor;
  return Math.min(delay, options.maxRetryIntervalInMilliseconds ?? Number.POSITIVE_INFINITY);
}
