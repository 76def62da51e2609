import { about, type Draft, type DraftStep, type Fault } from './flow-draft.ts';
import { gathersOf, keptNames, lengthsOf } from './flow-entries.ts';
import { lookupsOf, namesOf } from './flow-looked-up.ts';
import { NAME_IN_TEXT, type SpokenText, spokenTexts } from './flow-spoken.ts';
import { nearestName, quoted } from './flow-words.ts';
import { MOST_CHARACTERS as LONGEST_VALUE } from './lookup/answer.ts';
import { spoken } from './tones.ts';

/** Most characters of a text that is spoken (ACS documentation, "Customize voice prompts": 4000, SSML for more). */
export const MOST_CHARACTERS = 4000;

/** The names that only a read-back knows: the digits just keyed in, and of a secret entry the last four. */
const DIGITS = 'digits';
const LAST_FOUR = 'lastFour';
const READ_BACKS = [DIGITS, LAST_FOUR];

/** What the one who places a call gives along is known to every text, as `{context.name}`. */
const OF_THE_CALL = 'context.';

/**
 * Every `{name}` in a text is known, every read-back reads the digits back and no
 * text is longer than can be spoken. What is secret is the matter of `flow-secrets.ts`.
 */
export function faultyTexts(draft: Draft): Fault[] {
  return draft.steps.flatMap((step) =>
    spokenTexts(step).flatMap((text) => {
      const say = (message: string): Fault => ({
        path: text.path,
        at: 'value',
        message: `${about(step)} ${text.label} ${message}`,
      });
      const own = ownName(step, text);
      const unknown = text.names.flatMap((name) => unknownName(name, own, draft) ?? []);
      const mute =
        own === undefined || text.names.some((name) => READ_BACKS.includes(name))
          ? []
          : [`does not read the digits back. Put {${own}} where they are to be heard.`];
      return [
        ...unknown,
        ...mute,
        ...tooLong(text, longestOf(text, step, draft), 'Make two steps of it.'),
      ].map(say);
    }),
  );
}

/** What a read-back calls the entry. */
function ownName({ body }: DraftStep, { label }: SpokenText): string | undefined {
  if (label !== 'readBack') return undefined;
  return body.sensitive === true ? LAST_FOUR : DIGITS;
}

function unknownName(name: string, own: string | undefined, draft: Draft): string | undefined {
  const kept = [...keptNames(draft).keys(), ...lookupsOf(draft).flatMap(namesOf)];
  const known = own === undefined ? kept : [own, ...kept];
  if (known.includes(name) || name.startsWith(OF_THE_CALL)) return undefined;
  if (name === DIGITS && own === LAST_FOUR) {
    return 'has {digits}, but the entry is secret. Say {lastFour}.';
  }
  if (name === DIGITS) {
    return 'has {digits}, which only a readBack knows. Use the name that a gather keeps them under.';
  }
  if (name === LAST_FOUR && own === DIGITS) {
    return 'has {lastFour}, but the entry is not secret. Say {digits}.';
  }
  if (name === LAST_FOUR) {
    return 'has {lastFour}, which only the readBack of a sensitive gather knows. Leave it out.';
  }
  const allKnown = gathersOf(draft).every(({ body }) => typeof body.as === 'string');
  if (!allKnown) return undefined;
  const near = nearestName(name, known);
  const hint =
    near === undefined ? ' Write the name that stands under "as".' : ` Did you mean {${near}}?`;
  return `has {${quoted(name).slice(1, -1)}}, which no ${lookupsOf(draft).length > 0 ? 'gather and no lookup' : 'gather'} keeps.${hint}`;
}

/** A text with the longest digits filled in, as a voice speaks them: one by one. */
function longestOf({ text }: SpokenText, step: DraftStep, draft: Draft): string {
  const kept = keptNames(draft);
  const looked = lookupsOf(draft).flatMap(namesOf);
  return text.replace(NAME_IN_TEXT, (whole, name: string) => {
    if (looked.includes(name)) return '*'.repeat(LONGEST_VALUE);
    const from = name === DIGITS ? [step] : (kept.get(name) ?? []);
    const digits = Math.max(0, ...from.map((gather) => lengthsOf(gather)?.max ?? 0));
    return digits > 0 ? spoken('*'.repeat(digits)) : whole;
  });
}

/** What is wrong with a text that is too long to be spoken once it is filled in to become `longest`, and how to mend it. */
export function tooLong({ text }: SpokenText, longest: string, mend: string): string[] {
  if (longest.length <= MOST_CHARACTERS) return [];
  const filled = longest === text ? '' : ' with what is filled in';
  return [
    `is ${longest.length} characters long${filled}; the phone service speaks ${MOST_CHARACTERS} at most. ${mend}`,
  ];
}
