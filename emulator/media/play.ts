import { emit } from '../callbacks.ts';
import type { Call } from '../entities.ts';
import { soon } from '../soon.ts';
import type { World } from '../world.ts';
import { audience } from './audience.ts';
import { finished } from './legs.ts';
import type { MediaOperation } from './operation.ts';
import { type Playback, play } from './playback.ts';
import { loadPrompt, type Source } from './sounds.ts';

export interface PlayRequest {
  sources: Source[];
  /** Who hears it on the sub leg: on the main leg everyone does. */
  phoneIds: string[];
  leg: MediaOperation['leg'];
  loop: boolean;
  operationContext?: string | undefined;
  callbackUri?: string | undefined;
}

/** Play: `PlayStarted` when it begins to sound, `PlayCompleted` at its end, or `PlayFailed` (section 9.2). */
export function playOperation(world: World, call: Call, request: PlayRequest): MediaOperation {
  const { leg, phoneIds, operationContext, callbackUri } = request;
  let playback: Playback | undefined;
  let stopped = false;

  async function begin(): Promise<void> {
    if (stopped) return;
    const sounds = await loadPrompt(world, request.sources);
    if (stopped) return;
    if (!Array.isArray(sounds)) {
      const { index, ...result } = sounds;
      tell('PlayFailed', result, { failedPlaySourceIndex: index });
      finished(world, call, operation);
      return;
    }
    tell('PlayStarted', { code: 200, subCode: 0, message: 'Action started successfully.' });
    playback = play(world, sounds, {
      audience: () => audience(world, call, operation),
      loop: request.loop,
      onEnd: completed,
    });
  }

  function completed(): void {
    tell('PlayCompleted', { code: 200, subCode: 0, message: 'Action completed successfully.' });
    finished(world, call, operation);
  }

  function tell(
    type: string,
    result: { code: number; subCode: number; message: string },
    data: object = {},
  ): void {
    emit(world, call, { type, operationContext, callbackUri, result, data });
  }

  const operation: MediaOperation = {
    kind: 'play',
    leg,
    phoneIds,
    state: 'queued',
    operationContext,
    callbackUri,
    start: () => soon(world, call, begin),
    stop() {
      stopped = true;
      playback?.stop();
    },
    tune: () => playback?.tune(),
  };
  return operation;
}
