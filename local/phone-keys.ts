import { isKey } from '../calls/tones.ts';
import { WrongUsage } from './wrong-usage.ts';

/** One step of an unattended caller: keys (`w` between them is 0.5 s), a pause without keys, or the next prompt. */
export type KeyStep =
  | { do: 'press'; keys: string }
  | { do: 'pause'; ms: number }
  | { do: 'prompt' };

const PAUSE_MS = 500;

/**
 * Reads the keys of an unattended call: `1p2345w#` presses 1 at the first prompt, waits for the next one, presses 2345, half a second later #.
 *
 * @throws WrongUsage naming the character that is no key
 */
export function keySteps(script: string): KeyStep[] {
  const typed = [...script].map((key) => (/[a-d]/.test(key) ? key.toUpperCase() : key));
  const wrong = typed.findIndex((key) => !isKey(key) && key !== 'w' && key !== 'p');
  if (wrong >= 0) {
    throw new WrongUsage(
      `"${typed[wrong]}" at place ${wrong + 1} is no key. Keys are 0-9, A-D, * and #; p waits for the next prompt, w half a second.`,
    );
  }
  return typed
    .join('')
    .split('p')
    .flatMap((keys): KeyStep[] => {
      const begin: KeyStep[] = [{ do: 'prompt' }];
      if (keys === '') return begin;
      if (/^w+$/.test(keys)) return [...begin, { do: 'pause', ms: keys.length * PAUSE_MS }];
      return [...begin, { do: 'press', keys }];
    });
}
