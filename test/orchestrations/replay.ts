import * as df from 'durable-functions';
import type { Command } from '../../calls/commands.ts';
import type { CarryOut } from '../../calls/settling.ts';
import { playEpisode } from '../../local/durable/episode.ts';
import { append, type HistoryEvent } from '../../local/durable/history.ts';
import { newInstance } from '../../local/durable/instance.ts';
import { createApp } from '../../local/functions/app.ts';
import { takeCore } from '../../local/functions/core.ts';
import { call } from '../../orchestrations/call.ts';
import { CALL } from '../../orchestrations/names.ts';

/** What an orchestration of a call did, as far as a call in flight depends on it. */
export interface Replayed {
  isDone: boolean;
  output: unknown;
  /** The commands of each turn, in order; words and rows may change between releases, these may not. */
  turns: Pick<Command, 'type' | 'operationContext'>[][];
}

/**
 * Replays a whole history through the orchestration as it is now, with the published durable-functions. Rejects when what it
 * yields is not what the history says.
 */
export async function replayed(history: readonly HistoryEvent[]): Promise<Replayed> {
  const started = history.find((event) => event.EventType === 0);
  if (started?.EventType !== 0) throw new Error('the history has no beginning');
  const { InstanceId: id, ExecutionId: executionId } = started.OrchestrationInstance;
  const given = { id, executionId, name: CALL, version: started.Version, parent: null };
  const instance = newInstance({ ...given, input: started.Input }, 0);
  const lastEpisode = history.findLastIndex((event) => event.EventType === 12);
  append(instance.history, history.slice(0, lastEpisode));
  const fresh = history
    .slice(lastEpisode)
    .filter(({ EventType }) => EventType !== 1 && EventType !== 13)
    .map((event) => ({ ...event, IsPlayed: false }));

  const release = takeCore();
  try {
    const app = createApp({
      load: () => void df.app.orchestration(CALL, call),
      routePrefix: 'api',
      durableClient: () => ({ string: '{}' }),
      log: () => {},
      onError: () => {},
    });
    await app.restart();
    const episode = await playEpisode(app, instance, fresh);
    if (episode.is === 'failed') throw new Error(episode.message);
    const { output, isDone, actions } = episode.output;
    const turns = actions
      .filter((action) => action.actionType === 0 || action.actionType === 1)
      .map(({ input }) => (typeof input === 'string' ? JSON.parse(input) : input) as CarryOut)
      .map(({ commands }) =>
        commands.map(({ type, operationContext }) => ({ type, operationContext })),
      );
    return { isDone, output, turns };
  } finally {
    release();
  }
}
