import { styleText } from 'node:util';
import type { Clock } from '../emulator/clock.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { phoneWatch, type Told } from '../emulator/phone-watch.ts';
import { storyLine } from '../emulator/story-line.ts';

/** How much of a prompt a line of the story shows, in characters. */
const WIDTH = 56;

/** Tells one phone's call while it happens: what is heard and pressed, and what the line decided in between. */
export interface LiveStory {
  /** Begins with the phone `id`, which rings now. */
  follow(id: string): void;
  /** Adds what the line decided, which no phone can hear. */
  decided(words: string): void;
  /** Tells what is left, and stops listening. */
  stop(): void;
}

/**
 * Prints each thing once, with its seconds since the ring. Keys pressed in a row share a line; a prompt that answers a key tells
 * how long the caller waited for it.
 */
export function liveStory(
  emulator: Emulator,
  clock: Clock,
  print: (line: string) => void,
): LiveStory {
  const watch = phoneWatch();
  let rangAt = clock.now();
  let id = '';
  let keys: Told | undefined;
  let lastKeyAt: number | undefined;

  function tell({ at, verb, words, remark }: Told): void {
    const text = remark ? cut(words).padEnd(WIDTH) : cut(words);
    const line = storyLine(at - rangAt, verb, text, remark);
    print(verb === 'presses' ? styleText('bold', line) : line);
  }

  function tellKeys(): void {
    if (keys) tell(keys);
    keys = undefined;
  }

  function take(news: Told): void {
    if (news.verb === 'presses') {
      keys = keys ? { ...keys, words: `${keys.words} ${news.words}` } : news;
      lastKeyAt = news.at;
      return;
    }
    tellKeys();
    if (news.verb !== 'hears' || lastKeyAt === undefined) tell(news);
    else tell({ ...news, remark: `${news.at - lastKeyAt} ms after the key` });
    lastKeyAt = undefined;
  }

  function look(): void {
    const phone = emulator.phones.get(id);
    if (phone) for (const news of watch(phone, clock.now())) take(news);
  }

  const unsubscribe = emulator.onChange(look);
  return {
    follow(phone) {
      id = phone;
      rangAt = clock.now();
      tell({ at: rangAt, verb: 'rings', words: '' });
      look();
    },
    decided(words) {
      look();
      tellKeys();
      print(styleText('dim', storyLine(clock.now() - rangAt, 'decides', cut(words))));
    },
    stop() {
      look();
      tellKeys();
      unsubscribe();
    },
  };
}

function cut(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 2).trimEnd()} …` : text;
}
