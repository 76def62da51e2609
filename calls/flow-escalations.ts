import { about, type Draft, type DraftStep, type Fault } from './flow-draft.ts';
import { keptNames } from './flow-entries.ts';
import { agentTexts, NAME_IN_TEXT, type SpokenText } from './flow-spoken.ts';
import { tooLong } from './flow-texts.ts';
import { nearestName, quoted } from './flow-words.ts';
import { spoken } from './tones.ts';

/** Texts that tell an agent of the caller, and what they can tell. */
const WHISPERS = ['whisper', 'callback'];
const IN_WHISPERS = ['caller', 'keyed'];

/** What agents hear can be filled in and spoken, and a caller they leave either goes on or is said goodbye. */
export function faultyEscalations(draft: Draft): Fault[] {
  return draft.steps
    .filter(({ kind }) => kind === 'escalate')
    .flatMap((step) => [
      ...needlessGoodbye(step),
      ...agentTexts(step).flatMap((text) => faultyText(text, step, draft)),
    ]);
}

function needlessGoodbye(step: DraftStep): Fault[] {
  const { goodbye, afterAgent } = step.body;
  if (goodbye === undefined || afterAgent === undefined) return [];
  const message = `${about(step)} goodbye is never heard, as afterAgent leads on. Leave one of the two out.`;
  return [{ path: [...step.path, 'goodbye'], at: 'value', message }];
}

function faultyText(text: SpokenText, step: DraftStep, draft: Draft): Fault[] {
  const known = WHISPERS.includes(text.label) ? IN_WHISPERS : [];
  const unknown = text.names
    .filter((name) => !known.includes(name))
    .map((name) => `has {${quoted(name).slice(1, -1)}}, which ${unknownWords(name, known)}`);
  const silent = unknown.length > 0 ? [] : silentWhisper(text);
  const long = tooLong(text, longestOf(text, draft), 'Shorten it.');
  return [...unknown, ...silent, ...long].map((words) => ({
    path: text.path,
    at: 'value',
    message: `${about(step)} ${text.label} ${words}`,
  }));
}

/** A text with all that can be told of a caller filled in: the last two digits of each number, beside its name. */
function longestOf({ text }: SpokenText, draft: Draft): string {
  const end = spoken('**');
  const keyed = [...keptNames(draft).keys()].map((name) => `${name} ${end}`).join(', ');
  return text.replace(NAME_IN_TEXT, (whole, name: string) => {
    if (name === 'caller') return end;
    return name === 'keyed' ? keyed : whole;
  });
}

/** A sentence is left out when what it tells is not there: without any other, there is nothing to say. */
function silentWhisper({ text, label }: SpokenText): string[] {
  const sentences = text.split(/(?<=[.!?])/).filter((sentence) => /\w/.test(sentence));
  if (!WHISPERS.includes(label) || sentences.some((sentence) => !sentence.includes('{'))) return [];
  return [
    'is silence for a caller who keyed in nothing, or whose number is withheld. Add a sentence without braces.',
  ];
}

function unknownWords(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'only a whisper, and callback, can tell an agent. Leave it out.';
  const near = nearestName(name, known);
  return near === undefined
    ? 'no agent is told. It may have {caller} and {keyed}.'
    : `no agent is told. Did you mean {${near}}?`;
}
