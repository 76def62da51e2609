import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  append,
  emptyHistory,
  type History,
  type HistoryEvent,
  type Message,
  type ParentInstance,
} from './history.ts';
import type { OpenWork } from './scheduled-tasks.ts';

export type RuntimeStatus =
  | 'Pending'
  | 'Running'
  | 'Suspended'
  | 'Completed'
  | 'Failed'
  | 'Terminated';

/** One orchestration instance. Payloads are JSON text, so that nothing in memory is shared with the app. */
export interface Instance {
  id: string;
  name: string;
  version: string | null;
  /** Changes with every continue-as-new: results for an older execution are dropped. */
  executionId: string;
  parent: ParentInstance | null;
  status: RuntimeStatus;
  input: string;
  output: string;
  customStatus: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  updatedAt: number;
  history: History;
  /** Takes the place of `history` when the instance is finished: its text, deflated. */
  archive?: { text: Buffer; length: number };
  inbox: Message[];
  /** The messages of the episode that runs: until it is written down they are undelivered. */
  taken: Message[];
  /** What was scheduled and has not answered, by its number. */
  work: Map<number, OpenWork>;
  /** While it is there, messages wait. */
  suspended?: { reason: string };
  /** Whether an episode runs or is about to. */
  busy: boolean;
  /** What the orchestrator asked for up to now, described. */
  actions: string[];
  /** Cancels the timers that have not fired. */
  timers: Set<() => void>;
  /** How often each activity was started. */
  starts: Map<string, number>;
}

/** A new instance that has not run yet. `input`: JSON text. `at`: milliseconds since 1970. */
export function newInstance(
  given: Pick<Instance, 'id' | 'name' | 'version' | 'parent' | 'input' | 'executionId'>,
  at: number,
): Instance {
  return {
    ...given,
    status: 'Pending',
    output: 'null',
    customStatus: 'null',
    createdAt: at,
    updatedAt: at,
    history: emptyHistory(),
    inbox: [],
    taken: [],
    work: new Map(),
    busy: false,
    actions: [],
    timers: new Set(),
    starts: new Map(),
  };
}

/** Whether the instance is neither completed, failed nor terminated. */
export function isOpen({ status }: Instance): boolean {
  return status === 'Pending' || status === 'Running';
}

/** The message that starts an execution. */
export function startMessage(instance: Instance): Message {
  return {
    EventType: 0,
    EventId: -1,
    Name: instance.name,
    Version: instance.version,
    Input: instance.input,
    OrchestrationInstance: { InstanceId: instance.id, ExecutionId: instance.executionId },
    ParentInstance: instance.parent,
  };
}

/** Ends the instance: what it waited for is forgotten, and its history is kept small. `output`: JSON text. */
export function finish(
  instance: Instance,
  status: 'Completed' | 'Failed' | 'Terminated',
  output: string,
  at: number,
): void {
  const completed: HistoryEvent[] = [
    {
      EventType: 1,
      EventId: -1,
      OrchestrationStatus: status,
      Result: output,
      Timestamp: new Date(at).toISOString(),
      IsPlayed: true,
    },
    { EventType: 13, EventId: -1, Timestamp: new Date(at).toISOString(), IsPlayed: true },
  ];
  append(instance.history, completed);
  archive(instance);
  instance.status = status;
  instance.output = output;
  instance.updatedAt = at;
  instance.inbox = [];
  instance.taken = [];
  instance.work.clear();
  instance.suspended = undefined;
  instance.actions = [];
  for (const cancel of instance.timers) cancel();
  instance.timers.clear();
}

/** Keeps the history of a finished instance small. */
export function archive(instance: Instance): void {
  const { events, text } = instance.history;
  instance.archive = { text: deflateRawSync(text, { level: 1 }), length: events.length };
  instance.history = emptyHistory();
}

/** A copy of the history of the current execution, or of the last one if the instance is finished. */
export function copyHistory({ history, archive }: Instance): HistoryEvent[] {
  const text = archive ? inflateRawSync(archive.text).toString('utf8') : history.text;
  return JSON.parse(`[${text}]`) as HistoryEvent[];
}
