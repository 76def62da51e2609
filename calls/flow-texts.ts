import {
  about,
  type Draft,
  type DraftStep,
  type Fault,
  NAME_IN_TEXT,
  type SpokenText,
  spokenTexts,
} from './flow-draft.ts';
import { keptNames, mostDigits } from './flow-entries.ts';
import { nearestName, quoted } from './flow-words.ts';
import { spoken } from './tones.ts';

/** Most characters of a text that is spoken (ACS documentation, "Customize voice prompts": 4000, SSML for more). */
const MOST_CHARACTERS = 4000;

/** The one name that only a read-back knows: the digits just keyed in. */
const DIGITS = 'digits';

/** Every `{name}` in a text is known, every read-back reads the digits back, and no text is longer than can be spoken. */
export function faultyTexts(draft: Draft): Fault[] {
  return draft.steps.flatMap((step) =>
    spokenTexts(step).flatMap((text) => {
      const say = (message: string): Fault => ({
        path: text.path,
        at: 'value',
        message: `${about(step)} ${text.label} ${message}`,
      });
      const unknown = text.names.flatMap((name) => unknownName(name, text, draft) ?? []);
      const mute =
        text.label === 'readBack' && !text.names.includes(DIGITS)
          ? ['does not read the digits back. Put {digits} where they are to be heard.']
          : [];
      return [...unknown, ...mute, ...tooLong(text, step, draft)].map(say);
    }),
  );
}

function unknownName(name: string, { label }: SpokenText, draft: Draft): string | undefined {
  const kept = [...keptNames(draft).keys()];
  const known = label === 'readBack' ? [DIGITS, ...kept] : kept;
  if (known.includes(name)) return undefined;
  if (name === DIGITS) {
    return 'has {digits}, which only a readBack knows. Use the name that a gather keeps them under.';
  }
  const allKnown = draft.steps.every(
    ({ kind, body }) => kind !== 'gather' || typeof body.as === 'string',
  );
  if (!allKnown) return undefined;
  const near = nearestName(name, known);
  const hint =
    near === undefined ? ' Write the name that stands under "as".' : ` Did you mean {${near}}?`;
  return `has {${quoted(name).slice(1, -1)}}, which no gather keeps.${hint}`;
}

/** The length with the longest digits filled in, as a voice speaks them: one by one. */
function tooLong({ text }: SpokenText, step: DraftStep, draft: Draft): string[] {
  const kept = keptNames(draft);
  const longest = text.replace(NAME_IN_TEXT, (whole, name: string) => {
    const from = name === DIGITS ? [step] : (kept.get(name) ?? []);
    const digits = Math.max(0, ...from.map(mostDigits));
    return digits > 0 ? spoken('*'.repeat(digits)) : whole;
  });
  if (longest.length <= MOST_CHARACTERS) return [];
  const filled = longest === text ? '' : ' with its digits filled in';
  return [
    `is ${longest.length} characters long${filled}; the phone service speaks ${MOST_CHARACTERS} at most. Make two steps of it.`,
  ];
}
