import { randomUUID } from 'node:crypto';
import type { Clock } from '../../emulator/clock.ts';
import type { App } from '../functions/app.ts';
import type { Work } from '../functions/work.ts';
import { type Episode, playEpisode } from './episode.ts';
import { append, type HistoryEvent, type Message, type ParentInstance } from './history.ts';
import { finish, type Instance, isOpen, newInstance, startMessage } from './instance.ts';
import { instanceStore } from './instance-store.ts';
import type { Replayed } from './replay.ts';
import { resumeWork, startScheduled } from './scheduled-work.ts';
import { type DurableState, instanceOf, storedInstance } from './stored-state.ts';
import { type Switches, shuffled } from './switches.ts';

export interface Start {
  id: string;
  name: string;
  /** JSON text. */
  input: string;
  version?: string;
  parent?: ParentInstance;
}

/** The orchestrations of one host, in memory. */
export interface DurableRuntime {
  get(id: string): Instance | undefined;
  all(): Instance[];
  /** False while an instance of that id is pending or running; a finished one starts again. */
  start(start: Start): boolean;
  /** Puts a message into the inbox of an execution; nothing happens if it is over. */
  post(instance: Instance, executionId: string, message: Message): void;
  terminate(instance: Instance, reason: string): void;
  suspend(instance: Instance, reason: string): void;
  resume(instance: Instance): void;
  remove(id: string): void;
  /** What storage holds at this moment: all that a host needs to go on after this one died. A copy, plain JSON. */
  state(): DurableState;
  /** Goes on from what another runtime left. The functions have to be there. */
  restore(state: DurableState): void;
  /** Stops every timer; no episode begins any more. */
  stop(): void;
}

export interface DurableOptions {
  app: App;
  clock: Clock;
  work: Work;
  switches: Switches;
  defaultVersion: string | null;
  onError(text: string): void;
}

/**
 * Runs orchestrations as the Durable extension does: one episode at a time per instance, each over everything that has
 * arrived since the one before. Everything that is under way counts as work, open timers and waits do not.
 */
export function durableRuntime(options: DurableOptions): DurableRuntime {
  const { app, clock, work, switches, onError } = options;
  const store = instanceStore();
  let stopped = false;
  let episodes = 0;

  function start({ id, name, input, version, parent }: Start): boolean {
    const before = store.get(id);
    if (before && isOpen(before)) return false;
    const instance = newInstance(
      {
        id,
        name,
        input,
        version: version ?? options.defaultVersion,
        parent: parent ?? null,
        executionId: randomUUID(),
      },
      clock.now(),
    );
    store.add(instance);
    post(instance, instance.executionId, startMessage(instance));
    return true;
  }

  function post(instance: Instance, executionId: string, message: Message): void {
    if (!isOpen(instance) || instance.executionId !== executionId) return;
    instance.inbox.push(message);
    wake(instance);
  }

  function wake(instance: Instance): void {
    if (instance.busy || !isReady(instance)) return;
    instance.busy = true;
    void pump(instance, work.begin());
  }

  function isReady(instance: Instance): boolean {
    return !stopped && isOpen(instance) && !instance.suspended && instance.inbox.length > 0;
  }

  async function pump(instance: Instance, end: () => void): Promise<void> {
    try {
      while (isReady(instance)) await play(instance);
    } catch (error) {
      fail(instance, [], `The local runtime failed: ${String(error)}`);
    } finally {
      instance.busy = false;
      end();
    }
  }

  async function play(instance: Instance): Promise<void> {
    await switches.beforeEpisode?.();
    const fresh = await takeInbox(instance);
    if (!isOpen(instance)) return;
    instance.status = 'Running';
    const episode = await playEpisode(app, instance, fresh);
    if (!isOpen(instance)) return; // terminated meanwhile, which wins
    settle(instance, fresh, episode);
  }

  async function takeInbox(instance: Instance): Promise<HistoryEvent[]> {
    const { holdBackInbox } = switches;
    if (holdBackInbox) await clock.wait(holdBackInbox.ms);
    const taken = instance.inbox.splice(0);
    instance.taken = taken;
    episodes += 1;
    const messages = holdBackInbox
      ? shuffled(taken, holdBackInbox.seed + episodes, taken[0]?.EventType === 0 ? 1 : 0)
      : taken;
    // A timer of the real clock may fire a moment early; to the orchestrator it never does.
    const fired = messages.map((one) => (one.EventType === 11 ? Date.parse(one.FireAt) : 0));
    const Timestamp = new Date(Math.max(clock.now(), ...fired)).toISOString();
    const all = [{ EventType: 12, EventId: -1 } as const, ...messages];
    return all.map((event) => ({ ...event, Timestamp, IsPlayed: false }));
  }

  function settle(instance: Instance, fresh: HistoryEvent[], episode: Episode): void {
    instance.updatedAt = clock.now();
    instance.taken = [];
    if (episode.is === 'failed') {
      fail(instance, fresh, episode.message);
      return;
    }
    const { output, replayed, actions } = episode;
    instance.customStatus = text(output.customStatus);
    if (output.isDone && replayed.continueAsNew) {
      continueAsNew(instance, replayed);
      return;
    }
    instance.actions = actions;
    append(instance.history, fresh);
    if (output.isDone && replayed.settled) {
      const result = text(output.output);
      end(instance, 'Completed', result);
      tellParent(instance, { EventType: 8, Result: result });
    } else {
      startScheduled({ ...options, runtime }, instance, replayed.fresh);
    }
  }

  function continueAsNew(instance: Instance, { continueAsNew: next, carryOver }: Replayed): void {
    for (const cancel of instance.timers) cancel();
    const waiting = instance.inbox.filter(({ EventType }) => EventType === 15);
    const carried = carryOver.map(
      ({ Name, Input }): Message => ({ EventType: 15, EventId: -1, Name, Input }),
    );
    const { id, name, version, parent, customStatus, createdAt, starts, busy } = instance;
    const input = text(next?.input);
    Object.assign(
      instance,
      newInstance({ id, name, version, parent, input, executionId: randomUUID() }, createdAt),
      { customStatus, starts, busy, status: 'Running', updatedAt: clock.now() },
    );
    instance.inbox.push(startMessage(instance), ...carried, ...waiting);
  }

  function fail(instance: Instance, fresh: HistoryEvent[], message: string): void {
    append(instance.history, fresh);
    end(instance, 'Failed', JSON.stringify(message));
    onError(`Orchestration ${instance.id}: ${message}`);
    tellParent(instance, { EventType: 9, Reason: message, Details: '{}' });
  }

  function end(
    instance: Instance,
    status: 'Completed' | 'Failed' | 'Terminated',
    output: string,
  ): void {
    finish(instance, status, output, clock.now());
    store.finished(instance);
  }

  type Outcome =
    | { EventType: 8; Result: string }
    | { EventType: 9; Reason: string; Details: string };
  function tellParent({ parent }: Instance, outcome: Outcome): void {
    const waiting = parent && store.get(parent.InstanceId);
    if (!parent || !waiting) return;
    const { TaskScheduledId } = parent;
    post(waiting, parent.ExecutionId, { ...outcome, EventId: -1, TaskScheduledId });
  }

  const runtime: DurableRuntime = {
    get: store.get,
    all: store.all,
    remove: store.remove,
    start,
    post,
    terminate(instance, reason) {
      end(instance, 'Terminated', JSON.stringify(reason));
      const Reason = `The sub-orchestration '${instance.id}' was terminated: ${reason}`;
      tellParent(instance, { EventType: 9, Reason, Details: '{}' });
    },
    suspend(instance, reason) {
      instance.suspended = { reason };
    },
    resume(instance) {
      instance.suspended = undefined;
      wake(instance);
    },
    state: () => structuredClone(store.all().map(storedInstance)),
    restore(state) {
      const restored = structuredClone(state).map(instanceOf);
      for (const instance of restored) {
        store.add(instance);
        if (!isOpen(instance)) store.finished(instance);
      }
      for (const instance of restored) {
        resumeWork({ ...options, runtime }, instance);
        wake(instance);
      }
    },
    stop() {
      stopped = true;
      for (const { timers } of store.all()) for (const cancel of timers) cancel();
    },
  };
  return runtime;
}

/** JSON text; what JSON cannot say is null, as in the extension. */
function text(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}
