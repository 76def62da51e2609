import type { Action } from './actions.ts';
import { compareTask } from './determinism.ts';
import { eventWaits } from './event-waits.ts';
import { eventType, type HistoryEvent } from './history.ts';
import { type Scheduled, scheduledTasks } from './scheduled-tasks.ts';
import { combine, newTask, type Task } from './tasks.ts';

export type RaisedEvent = Extract<HistoryEvent, { EventType: 15 }>;

export interface Replayed {
  /** Scheduled by the actions, but not in the history yet. */
  fresh: Scheduled[];
  /** Every action was reached, and nothing with a number is open. */
  settled: boolean;
  continueAsNew?: { input?: unknown };
  /** External events that came after the decision to continue as new. */
  carryOver: RaisedEvent[];
}

/**
 * Replays the actions of an orchestrator against its history, awaiting one top-level action after the other, as the
 * extension does. Task numbers never travel: both sides count, and must agree (Durable protocol reference, sections 4.1
 * and 4.7). Throws `NonDeterministic` when they do not.
 */
export function replay(actions: Action[], history: HistoryEvent[]): Replayed {
  let now = 0;
  let continueAsNew: Replayed['continueAsNew'];
  const carryOver: RaisedEvent[] = [];
  const known = new Set<number>();
  const tasks = scheduledTasks(() => now);
  const waits = eventWaits();

  function start(action: Action): Task {
    switch (action.actionType) {
      case 0:
      case 2:
        return tasks.call(action);
      case 1:
      case 3:
        return tasks.retried(action, action.retryOptions);
      case 4:
        continueAsNew = action;
        return settled();
      case 5: {
        const timer = tasks.timer(action.fireAt);
        if (action.isCanceled) timer.settle(); // counts as done at once, though it still fires
        return timer;
      }
      case 6:
        return waits.wait(action.externalEventName);
      case 11:
        return combine(action.compoundActions.map(start), 'any');
      case 12:
        return combine(action.compoundActions.map(start), 'all');
    }
  }

  const sequence = inSequence(actions, start);
  for (const event of history) {
    switch (event.EventType) {
      case eventType.orchestratorStarted:
        now = Date.parse(event.Timestamp);
        break;
      case eventType.executionStarted:
        sequence.advance();
        break;
      case eventType.taskScheduled:
      case eventType.subCreated:
      case eventType.timerCreated:
        compareTask(event, tasks.get(event.EventId));
        known.add(event.EventId);
        break;
      case eventType.taskCompleted:
      case eventType.subCompleted:
        tasks.get(event.TaskScheduledId)?.task.settle();
        break;
      case eventType.taskFailed:
      case eventType.subFailed:
        tasks.get(event.TaskScheduledId)?.task.settle(true);
        break;
      case eventType.timerFired:
        tasks.get(event.TimerId)?.task.settle();
        break;
      case eventType.eventRaised:
        if (continueAsNew) carryOver.push(event);
        else waits.raise(event.Name);
    }
  }
  return {
    fresh: tasks.all().filter(({ id }) => !known.has(id)),
    settled: sequence.isOver() && tasks.all().every(({ task }) => task.done),
    continueAsNew,
    carryOver,
  };
}

/** Starts one action after the other, each when the one before is done. */
function inSequence(actions: Action[], start: (action: Action) => Task) {
  let index = 0;
  let awaited = settled();
  function advance(): void {
    for (let action = actions[index]; action && awaited.done; action = actions[index]) {
      index += 1;
      awaited = start(action);
    }
    if (!awaited.done) awaited.onDone(advance);
  }
  return { advance, isOver: () => index === actions.length && awaited.done };
}

function settled(): Task {
  const task = newTask();
  task.settle();
  return task;
}
