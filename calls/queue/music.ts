import type { OperationContext, Play, Prompt } from '../commands.ts';
import type { Flow } from '../flow.ts';
import type { CallState, Draft } from '../state.ts';
import { queueNamed, type Waiting, waitingOf, withWaiting } from './waiting.ts';

/** So much is played in one go, at most: ACS takes several sources, how many is not documented (ACS protocol reference, section 6). */
const MOST_SOURCES = 10;

/** How the contexts of music that is played by itself begin; no other command's does. */
const MUSIC = 'queue-music:';

/** Whether an operation is music that is played to somebody in line, with nothing said before it. */
export function isOfMusic(operationContext: OperationContext | undefined): boolean {
  return operationContext?.startsWith(MUSIC) === true;
}

/** The music of a line, as often as comes nearest to `seconds`; `said`: sources before it in the same request. */
export function musicOfLine(
  flow: Flow,
  { spot, once }: Waiting,
  { seconds, said = 0 }: { seconds: number; said?: number },
): { prompt: Prompt; times: number } {
  const { music } = queueNamed(flow, spot.queue);
  const most = once ? 1 : MOST_SOURCES - said;
  const times = Math.min(most, Math.max(1, Math.round(seconds / music.seconds)));
  return { prompt: { text: '', language: '', voice: '', ...music }, times };
}

/** What may still be playing, as its end was not told, is cut off. */
export function playMusic(flow: Flow, before: CallState, seconds: number): Draft {
  const queue = waitingOf(before) as Waiting;
  const operationContext = `${MUSIC}${before.turn + 1}`;
  const play: Play = {
    type: 'play',
    operationContext,
    ...musicOfLine(flow, queue, { seconds }),
    interrupt: before.open.length > 0,
    isOptional: true,
  };
  const state = withWaiting(before, { ...queue, music: operationContext, tick: undefined });
  return { state: { ...state, open: [] }, wanted: [play] };
}
