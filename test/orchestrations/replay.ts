import * as df from 'durable-functions';
import type { Command } from '../../calls/commands.ts';
import type { CarryOut } from '../../calls/settling.ts';
import type { Action } from '../../local/durable/actions.ts';
import type { HistoryEvent } from '../../local/durable/history.ts';
import { replayRecorded } from '../../local/durable/recorded-history.ts';
import { createApp } from '../../local/functions/app.ts';
import { takeCore } from '../../local/functions/core.ts';
import { call } from '../../orchestrations/call.ts';
import { CALL } from '../../orchestrations/names.ts';

/** What an orchestration of a call did, as far as a call in flight depends on it. */
export interface Replayed {
  isDone: boolean;
  output: unknown;
  /**
   * The commands of each turn that have their place in it, in order; words and rows may change between releases, and following
   * keys may begin, but these may not.
   */
  turns: Pick<Command, 'type' | 'operationContext'>[][];
}

/**
 * Replays a whole history, episode by episode, through the orchestration as it is now, with the published durable-functions.
 * Rejects when what it yields is not what the history says.
 */
export async function replayed(history: HistoryEvent[]): Promise<Replayed> {
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
    const replay = await replayRecorded(app, history);
    if (!replay.fits) throw new Error(replay.problem);
    const { output, isDone = false, actions = [] } = replay.last ?? {};
    return { isDone, output, turns: actions.flatMap(turnOf) };
  } finally {
    release();
  }
}

/** The commands of a turn; nothing for what is no activity. */
function turnOf(action: Action): Replayed['turns'] {
  if (action.actionType !== 0 && action.actionType !== 1) return [];
  const { input } = action;
  const { commands } = (typeof input === 'string' ? JSON.parse(input) : input) as CarryOut;
  const placed = commands.filter((command) => /^\d/.test(command.operationContext));
  return [placed.map(({ type, operationContext }) => ({ type, operationContext }))];
}
