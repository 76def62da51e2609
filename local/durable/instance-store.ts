import { type Instance, isOpen } from './instance.ts';

/** All instances by id. Of the finished ones only the last `keep` stay. */
export interface InstanceStore {
  get(id: string): Instance | undefined;
  all(): Instance[];
  /** Takes the place of a finished instance of the same id. */
  add(instance: Instance): void;
  /** To be told of every instance that has finished. */
  finished(instance: Instance): void;
  remove(id: string): void;
}

/** An empty store. */
export function instanceStore(keep = 1000): InstanceStore {
  const byId = new Map<string, Instance>();
  const finished = new Set<Instance>();
  return {
    get: (id) => byId.get(id),
    all: () => [...byId.values()],
    add(instance) {
      const before = byId.get(instance.id);
      if (before) finished.delete(before);
      byId.delete(instance.id);
      byId.set(instance.id, instance);
    },
    finished(instance) {
      finished.add(instance);
      const [oldest] = finished;
      if (finished.size <= keep || !oldest) return;
      finished.delete(oldest);
      byId.delete(oldest.id);
    },
    remove(id) {
      const instance = byId.get(id);
      if (!instance || isOpen(instance)) return;
      finished.delete(instance);
      byId.delete(id);
    },
  };
}
