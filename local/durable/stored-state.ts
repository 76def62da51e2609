import { append, type HistoryEvent, type Message } from './history.ts';
import { archive, copyHistory, type Instance, isOpen, newInstance } from './instance.ts';
import type { OpenWork } from './scheduled-tasks.ts';

/** What is in memory alone, or in another form there. */
type Kept = Omit<Instance, 'history' | 'archive' | 'taken' | 'work' | 'busy' | 'timers' | 'starts'>;

/** One instance as Durable has it in storage. `inbox`: every message that no episode has written into the history. */
export interface StoredInstance extends Kept {
  history: HistoryEvent[];
  inbox: Message[];
  /** The activities and timers that were scheduled and have not answered. */
  work: OpenWork[];
}

/** All instances of a task hub, the oldest first. Plain JSON. */
export type DurableState = StoredInstance[];

/** What is kept of an instance when its host dies now: an episode that runs was not, and an activity that runs will run again. */
export function storedInstance(instance: Instance): StoredInstance {
  const { history: _, archive: __, taken, work, busy, timers, starts, ...kept } = instance;
  return {
    ...kept,
    history: copyHistory(instance),
    inbox: [...taken, ...instance.inbox],
    work: [...work.values()],
  };
}

/** The instance that was kept, with nothing under way. */
export function instanceOf({ history, work, ...kept }: StoredInstance): Instance {
  const instance: Instance = {
    ...newInstance(kept, kept.createdAt),
    ...kept,
    work: new Map(work.map((entry) => [entry.id, entry])),
  };
  append(instance.history, history);
  if (!isOpen(instance)) archive(instance);
  return instance;
}
