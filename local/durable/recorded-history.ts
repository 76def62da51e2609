import type { App } from '../functions/app.ts';
import type { OrchestratorOutput } from './actions.ts';
import { compareTask, type ScheduledEvent } from './determinism.ts';
import { playEpisode } from './episode.ts';
import { append, type HistoryEvent } from './history.ts';
import { type Instance, newInstance } from './instance.ts';
import type { Scheduled } from './scheduled-tasks.ts';

type Started = Extract<HistoryEvent, { EventType: 0 }>;

/** `last`: what the orchestrator said in its last episode, if it said anything but an exception. */
export type RecordedReplay =
  | { fits: true; last?: OrchestratorOutput }
  | { fits: false; problem: string };

/**
 * Replays a recorded history of one instance with the orchestrator that the app registers now, episode by episode, up to the
 * end of the recording. Resolves with the first thing that does not fit, if any.
 */
export async function replayRecorded(app: App, history: HistoryEvent[]): Promise<RecordedReplay> {
  const started = history.find((event): event is Started => event.EventType === 0);
  if (!started) return { fits: false, problem: 'The history has no ExecutionStarted event.' };
  let last: OrchestratorOutput | undefined;
  const instance = instanceOf(started);
  for (const { fresh, written } of episodesOf(history)) {
    const fails = written.some(
      (event) => event.EventType === 1 && event.OrchestrationStatus === 'Failed',
    );
    const episode = await playEpisode(app, instance, fresh);
    if (episode.is === 'failed') {
      return fails ? { fits: true } : { fits: false, problem: episode.message };
    }
    const problem = compare(written, episode.replayed.fresh);
    if (problem) return { fits: false, problem };
    last = episode.output;
    instance.actions = episode.actions;
    append(instance.history, [...fresh, ...written]);
  }
  return { fits: true, last };
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
