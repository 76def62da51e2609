import { about, type Draft, type DraftStep, type Fault, isRecord } from './flow-draft.ts';
import { announceText, callbackTexts, NAME_IN_TEXT, type SpokenText } from './flow-spoken.ts';
import { tooLong } from './flow-texts.ts';
import { quoted } from './flow-words.ts';
import { spoken } from './tones.ts';

/** What a text has to say, so that the caller can tell whether it is right. */
const SAYS: Record<string, string> = {
  'callback offer': 'number',
  'callback readBack': 'digits',
};

/** Digits of a number, at most (ITU-T E.164, section 6). */
const MOST_DIGITS = 15;

/** Callers know the key that leads out of the line, it means one thing, and they hear which number is called. */
export function faultyCallbacks(draft: Draft): Fault[] {
  return draft.queues
    .filter(({ body }) => isRecord(body.callback))
    .flatMap((queue) => [
      ...takenKey(queue, draft),
      ...untoldKey(queue),
      ...callbackTexts(queue).flatMap((text) => faultyText(text, queue)),
    ]);
}

function keyOf({ body }: DraftStep): string {
  const { key = '1' } = isRecord(body.callback) ? body.callback : {};
  return String(key);
}

/** The operator sequence begins with a key that would lead elsewhere at once. */
function takenKey(queue: DraftStep, { operator, operatorKey }: Draft): Fault[] {
  if (operator === undefined || keyOf(queue) !== operatorKey) return [];
  const message = `${about(queue)} callback key is "${operatorKey}", with which the operator sequence begins. Use another key, or another operatorSequence.`;
  return [{ path: [...queue.path, 'callback', 'key'], at: 'value', message }];
}

/** What a recording says in words is not known. */
function untoldKey(queue: DraftStep): Fault[] {
  return announceText(queue).flatMap(({ text, names, audio, path }) => {
    const words = text.split(/[^\w*#]+/);
    const isTold = [keyOf(queue), spoken(keyOf(queue))].some((one) => words.includes(one));
    if (audio || names.includes('key') || isTold) return [];
    const message = `${about(queue)} announce does not say how to be called back. Add a sentence like: To be called back instead, press {key}.`;
    return [{ path, at: 'value', message }];
  });
}

function faultyText(text: SpokenText, queue: DraftStep): Fault[] {
  const own = SAYS[text.label];
  const unknown = text.names
    .filter((name) => name !== own)
    .map((name) => {
      const mend = own === undefined ? 'Leave it out.' : `It may have {${own}}.`;
      return `has {${quoted(name).slice(1, -1)}}, which is not known there. ${mend}`;
    });
  const isMute = own !== undefined && !text.names.includes(own);
  const mute = isMute ? [`does not say the number. Put {${own}} where it is to be heard.`] : [];
  const longest = text.text.replace(NAME_IN_TEXT, spoken('*'.repeat(MOST_DIGITS)));
  return [...unknown, ...mute, ...tooLong(text, longest, 'Shorten it.')].map((words) => ({
    path: text.path,
    at: 'value',
    message: `${about(queue)} ${text.label} ${words}`,
  }));
}
