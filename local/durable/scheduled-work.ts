import { runActivity } from './activity.ts';
import { append, type HistoryEvent } from './history.ts';
import type { Instance } from './instance.ts';
import type { DurableOptions, DurableRuntime } from './runtime.ts';
import type { Call, OpenWork, Scheduled } from './scheduled-tasks.ts';

type Context = DurableOptions & { runtime: DurableRuntime };

/**
 * Closes an episode: writes down what it scheduled, then starts it. An activity or sub-orchestration that nobody
 * registered never answers, as on the real host; here `onError` hears of it.
 */
export function startScheduled(context: Context, instance: Instance, fresh: Scheduled[]): void {
  const Timestamp = new Date(context.clock.now()).toISOString();
  const marks = [
    ...fresh.map((entry) => scheduledEvent(instance, entry)),
    { EventType: 13, EventId: -1 } as const,
  ];
  append(
    instance.history,
    marks.map((mark): HistoryEvent => ({ ...mark, Timestamp, IsPlayed: true })),
  );
  for (const entry of fresh) {
    if (entry.kind === 'sub') startSub(context, instance, entry);
    else startWork(context, instance, openWork(entry));
  }
}

/** Goes on with what an instance waited for when its host ended: timers as they fall due, activities as Azure has them run again. */
export function resumeWork(context: Context, instance: Instance): void {
  const { clock, switches } = context;
  const { timers } = instance;
  for (const entry of [...instance.work.values()]) {
    if (entry.kind === 'timer' || !switches.runsAgainAfterMs) {
      startWork(context, instance, entry);
      continue;
    }
    const cancel = clock.after(switches.runsAgainAfterMs, () => {
      timers.delete(cancel);
      startWork(context, instance, entry);
    });
    timers.add(cancel);
  }
}

function openWork(entry: Entry<'timer'> | Entry<'activity' | 'sub'>): OpenWork {
  const { id } = entry;
  return entry.kind === 'timer'
    ? { id, kind: 'timer', fireAt: entry.fireAt }
    : { id, kind: 'activity', action: entry.action };
}

function startWork(context: Context, instance: Instance, entry: OpenWork): void {
  instance.work.set(entry.id, entry);
  if (entry.kind === 'timer') startTimer(context, instance, entry);
  else void startActivity(context, instance, entry);
}

function scheduledEvent(instance: Instance, entry: Scheduled) {
  const EventId = entry.id;
  if (entry.kind === 'timer') return { EventType: 10, EventId, FireAt: entry.fireAt } as const;
  const Name = entry.action.functionName;
  if (entry.kind === 'activity') return { EventType: 4, EventId, Name } as const;
  return { EventType: 7, EventId, Name, InstanceId: childId(instance, entry) } as const;
}

function childId({ executionId }: Instance, { id, action }: { id: number; action: Call }): string {
  const given = 'instanceId' in action ? action.instanceId : undefined;
  return given || `${executionId}:${id}`;
}

type Entry<Kind> = Extract<Scheduled, { kind: Kind }>;
type Open<Kind> = Extract<OpenWork, { kind: Kind }>;

function startTimer({ clock, runtime }: Context, instance: Instance, entry: Open<'timer'>): void {
  const { executionId, timers } = instance;
  const cancel = clock.after(Math.max(0, Date.parse(entry.fireAt) - clock.now()), () => {
    timers.delete(cancel);
    instance.work.delete(entry.id);
    const fired = { EventType: 11, EventId: -1, TimerId: entry.id, FireAt: entry.fireAt } as const;
    runtime.post(instance, executionId, fired);
  });
  timers.add(cancel);
}

async function startActivity(context: Context, instance: Instance, entry: Open<'activity'>) {
  const { app, switches, onError, work, runtime } = context;
  const { executionId } = instance;
  const registered = app.find(entry.action.functionName, 'activityTrigger');
  if (!registered) {
    onError(hangs('activity', instance, entry));
    return;
  }
  const end = work.begin();
  try {
    const result = await runActivity(app, registered, instance, entry, switches);
    if (instance.executionId === executionId) instance.work.delete(entry.id);
    runtime.post(instance, executionId, result);
  } finally {
    end();
  }
}

function startSub(context: Context, instance: Instance, entry: Entry<'activity' | 'sub'>): void {
  const { app, onError, runtime } = context;
  const { action, id } = entry;
  const { executionId } = instance;
  if (!app.find(action.functionName, 'orchestrationTrigger')) {
    onError(hangs('orchestrator', instance, entry));
    return;
  }
  const child = childId(instance, entry);
  const started = runtime.start({
    id: child,
    name: action.functionName,
    input: JSON.stringify(action.input) ?? 'null',
    version: ('version' in action && action.version) || undefined,
    parent: { InstanceId: instance.id, ExecutionId: executionId, TaskScheduledId: id },
  });
  if (started) return;
  const Reason = `An instance with the id '${child}' is running already.`;
  const failed = { EventType: 9, EventId: -1, TaskScheduledId: id, Reason, Details: '{}' } as const;
  runtime.post(instance, executionId, failed);
}

function hangs(what: string, instance: Instance, { action }: { action: Call }): string {
  return `Orchestration ${instance.id} waits for ever: no ${what} is registered as "${action.functionName}".`;
}
