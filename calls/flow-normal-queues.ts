import type { Flow, Queue } from './flow.ts';
import { plainText } from './flow-normal-people.ts';
import type { AuthoredFlow } from './flow-schema.ts';

/** The queues as the reducer reads them; nothing where there are none. `secondsOf`: how long a file of sound is. */
export function normalQueues(
  { queues = {} }: AuthoredFlow,
  secondsOf: (file: string) => number,
): Flow['queues'] {
  const named = Object.entries(queues).map(
    ([name, { announce, everySeconds, longestMinutes, most, music }]): [string, Queue] => [
      name,
      {
        announce: plainText(announce),
        everySeconds,
        longestSeconds: longestMinutes * 60,
        most,
        music: { file: music, seconds: secondsOf(music) },
      },
    ],
  );
  return named.length === 0 ? undefined : Object.fromEntries(named);
}
