import type { Phone } from './entities.ts';
import { storyLine } from './story-line.ts';

/** One thing that happened at a phone, as it is told. */
export interface Told {
  /** Milliseconds since 1970. */
  at: number;
  verb: 'rings' | 'answered' | 'hears' | 'presses' | 'on hold' | 'off hold' | 'ended' | 'expects';
  words: string;
  remark?: string;
}

/**
 * Watches one phone: each look at it gives what is new since the look before, in order. Told by what changes and not by
 * its times, since in virtual time a prompt, the key that answers it and the next prompt may share an instant.
 */
export function phoneWatch(): (phone: Phone, now: number) => Told[] {
  let heard = 0;
  let state: Phone['state'] = 'ringing';
  const presses: Told[] = [];
  return (phone, now) => {
    const keys = phone.pressed.slice(presses.length).map(toldPress);
    presses.push(...keys);
    // Whether a key was taken may show only after the prompt that it stopped.
    for (const [index, press] of presses.entries()) {
      press.remark = phone.pressed[index]?.taken ? undefined : 'nothing listens';
    }
    const sounds = phone.heard.slice(heard).map(toldSound);
    const news = [...keys, ...sounds].sort((one, other) => one.at - other.at);
    heard = phone.heard.length;
    if (phone.state === state) return news;
    const before = state;
    state = phone.state;
    if (before === 'ringing' && state !== 'ended') {
      news.unshift({ at: Math.min(now, news[0]?.at ?? now), verb: 'answered', words: '' });
    }
    if (state === 'on-hold') news.push({ at: now, verb: 'on hold', words: '' });
    if (before === 'on-hold') news.push({ at: now, verb: 'off hold', words: '' });
    if (state === 'ended') news.push({ at: now, verb: 'ended', words: endingOf(phone) });
    return news;
  };
}

function toldPress({ at, key }: Phone['pressed'][number]): Told {
  return { at: Date.parse(at), verb: 'presses', words: key };
}

function toldSound({ at, content }: Phone['heard'][number]): Told {
  return { at: Date.parse(at), verb: 'hears', words: content };
}

/** How a call ended, in the code and subcode of the service. */
function endingOf({ code, subCode }: Phone): string {
  return [code, subCode].filter((each) => each !== undefined).join('/');
}

/** What happened as lines with seconds since `began` (ms since 1970); keys pressed in a row share a line. */
export function storyLines(happened: Told[], began: number): string[] {
  const joined: Told[] = [];
  for (const next of happened) {
    const last = joined.at(-1);
    if (next.verb === 'presses' && last?.verb === 'presses' && last.remark === next.remark) {
      joined.splice(-1, 1, { ...last, words: `${last.words} ${next.words}` });
    } else {
      joined.push(next);
    }
  }
  return joined.map(({ at, verb, words, remark }) => storyLine(at - began, verb, words, remark));
}
