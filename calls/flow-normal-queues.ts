import type { Flow, Queue } from './flow.ts';
import { plainText } from './flow-normal-people.ts';
import type { AuthoredFlow } from './flow-schema.ts';
import type { AuthoredQueue } from './flow-schema-queues.ts';
import { spoken } from './tones.ts';

/** What a caller in line is told, unless the flow has words of its own; the second sentence where there are callbacks. */
const ANNOUNCE =
  'You are number {position} in the queue. It will take about {minutes} minutes until somebody is free.';
const OF_CALLBACKS = 'To be called back instead, press {key}.';

/** The queues as the reducer reads them; nothing where there are none. `secondsOf`: how long a file of sound is. */
export function normalQueues(
  { queues = {} }: AuthoredFlow,
  secondsOf: (file: string) => number,
): Flow['queues'] {
  const named = Object.entries(queues).map(([name, queue]): [string, Queue] => {
    const { everySeconds, longestMinutes, most, music, callback } = queue;
    return [
      name,
      {
        announce: announcement(queue),
        everySeconds,
        longestSeconds: longestMinutes * 60,
        most,
        music: { file: music, seconds: secondsOf(music) },
        ...(callback === undefined ? {} : { callback: { key: callback.key } }),
      },
    ];
  });
  return named.length === 0 ? undefined : Object.fromEntries(named);
}

function announcement({ announce, callback }: AuthoredQueue): string {
  if (callback === undefined) return plainText(announce ?? ANNOUNCE);
  return plainText(announce ?? `${ANNOUNCE} ${OF_CALLBACKS}`).replaceAll(
    '{key}',
    spoken(callback.key),
  );
}
