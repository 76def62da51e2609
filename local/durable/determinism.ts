import type { Action } from './actions.ts';
import { eventType, type HistoryEvent } from './history.ts';
import type { Scheduled } from './scheduled-tasks.ts';

/** Thrown when an orchestrator asks for something else than before: its history no longer fits. */
export class NonDeterministic extends Error {}

export type ScheduledEvent = Extract<HistoryEvent, { EventType: 4 | 7 | 10 }>;

/** Throws `NonDeterministic` when the task of that number is not what the history says it was. */
export function compareTask(event: ScheduledEvent, entry: Scheduled | undefined): void {
  const said = describeEvent(event);
  const asked = entry ? describeEntry(entry) : 'nothing';
  if (said !== asked) {
    throw new NonDeterministic(`task ${event.EventId} is ${asked}, but the history says ${said}`);
  }
}

/**
 * Throws `NonDeterministic` when `actions` do not begin with the actions of the episode before. It sees what has no
 * number, and so no event of its own in the history: waits, any and all.
 */
export function compareActions(before: string[], actions: Action[]): string[] {
  const now = actions.map(describeAction);
  before.forEach((was, index) => {
    if (was !== now[index]) {
      const is = now[index] ?? 'nothing';
      throw new NonDeterministic(
        `step ${index + 1} is ${is}, but was ${was} in the episode before`,
      );
    }
  });
  return now;
}

function describeEvent(event: ScheduledEvent): string {
  if (event.EventType === eventType.timerCreated) return `a timer until ${event.FireAt}`;
  return event.EventType === eventType.subCreated
    ? `sub-orchestration "${event.Name}"`
    : `activity "${event.Name}"`;
}

function describeEntry(entry: Scheduled): string {
  if (entry.kind === 'timer') return `a timer until ${entry.fireAt}`;
  const { functionName } = entry.action;
  return entry.kind === 'sub'
    ? `sub-orchestration "${functionName}"`
    : `activity "${functionName}"`;
}

function describeAction(action: Action): string {
  switch (action.actionType) {
    case 0:
    case 1:
      return `activity "${action.functionName}"`;
    case 2:
    case 3:
      return `sub-orchestration "${action.functionName}"`;
    case 4:
      return 'continue as new';
    case 5:
      return 'a timer';
    case 6:
      return `a wait for "${action.externalEventName}"`;
    case 11:
      return `any of (${action.compoundActions.map(describeAction).join(', ')})`;
    case 12:
      return `all of (${action.compoundActions.map(describeAction).join(', ')})`;
  }
}
