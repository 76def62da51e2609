import type { App } from '../functions/app.ts';
import { compareTask, type ScheduledEvent } from './determinism.ts';
import { playEpisode } from './episode.ts';
import { append, type HistoryEvent } from './history.ts';
import { type Instance, newInstance } from './instance.ts';
import type { Scheduled } from './scheduled-tasks.ts';

type Started = Extract<HistoryEvent, { EventType: 0 }>;

/**
 * Replays a recorded history of one instance with the orchestrator that the app registers now, up to the end of the
 * recording. Resolves with what does not fit, or with nothing.
 */
export async function replayRecorded(
  app: App,
  history: HistoryEvent[],
): Promise<string | undefined> {
  const started = history.find((event): event is Started => event.EventType === 0);
  if (!started) return 'The history has no ExecutionStarted event.';
  const instance = instanceOf(started);
  for (const { fresh, written } of episodesOf(history)) {
    const fails = written.some(
      (event) => event.EventType === 1 && event.OrchestrationStatus === 'Failed',
    );
    const episode = await playEpisode(app, instance, fresh);
    if (episode.is === 'failed') return fails ? undefined : episode.message;
    const problem = compare(written, episode.replayed.fresh);
    if (problem) return problem;
    instance.actions = episode.actions;
    append(instance.history, [...fresh, ...written]);
  }
  return undefined;
}

function instanceOf({
  Name,
  Version,
  Input,
  OrchestrationInstance,
  ParentInstance,
}: Started): Instance {
  const { InstanceId, ExecutionId } = OrchestrationInstance;
  const known = { id: InstanceId, name: Name, executionId: ExecutionId };
  return newInstance({ ...known, version: Version, input: Input, parent: ParentInstance }, 0);
}

/** What each episode began with, and what it wrote down. */
function episodesOf(history: HistoryEvent[]): { fresh: HistoryEvent[]; written: HistoryEvent[] }[] {
  const episodes: { fresh: HistoryEvent[]; written: HistoryEvent[] }[] = [];
  for (const event of history) {
    if (event.EventType === 12) episodes.push({ fresh: [], written: [] });
    const isWritten = [1, 4, 7, 10, 13].includes(event.EventType);
    if (isWritten) episodes.at(-1)?.written.push(event);
    else episodes.at(-1)?.fresh.push({ ...event, IsPlayed: false });
  }
  return episodes;
}

function compare(written: HistoryEvent[], asked: Scheduled[]): string | undefined {
  if (written.some(({ EventType }) => EventType === 1)) return undefined;
  const recorded = written.filter((event): event is ScheduledEvent =>
    [4, 7, 10].includes(event.EventType),
  );
  try {
    for (const event of recorded)
      compareTask(
        event,
        asked.find(({ id }) => id === event.EventId),
      );
  } catch (error) {
    return String(error);
  }
  const added = asked.find(({ id }) => !recorded.some(({ EventId }) => EventId === id));
  return added && `Task ${added.id} is new: the recording has nothing at that point.`;
}
