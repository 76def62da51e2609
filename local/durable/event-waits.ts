import { newTask, type Task } from './tasks.ts';

/** Open waits for external events. Of one name the newest is served first; names are case-sensitive. */
export interface EventWaits {
  wait(name: string): Task;
  raise(name: string): void;
}

/** No wait open, no event unread. */
export function eventWaits(): EventWaits {
  const open = new Map<string, Task[]>();
  const unread = new Map<string, number>();
  return {
    wait(name) {
      const task = newTask();
      const left = unread.get(name) ?? 0;
      if (left > 0) {
        unread.set(name, left - 1);
        task.settle();
      } else {
        open.set(name, [...(open.get(name) ?? []), task]);
      }
      return task;
    },
    raise(name) {
      const newest = open.get(name)?.pop();
      if (newest) newest.settle();
      else unread.set(name, (unread.get(name) ?? 0) + 1);
    },
  };
}
