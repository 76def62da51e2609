import { about, type Draft, type DraftStep, type Fault } from './flow-draft.ts';
import { agentTexts, type SpokenText } from './flow-spoken.ts';
import { tooLong } from './flow-texts.ts';
import { nearestName, quoted } from './flow-words.ts';

/** What a whisper tells of the caller. */
const IN_WHISPERS = ['caller', 'keyed'];

/** What agents hear can be filled in and spoken, and a caller they leave either goes on or is said goodbye. */
export function faultyEscalations(draft: Draft): Fault[] {
  return draft.steps
    .filter(({ kind }) => kind === 'escalate')
    .flatMap((step) => [...needlessGoodbye(step), ...agentTexts(step).flatMap(faultyText(step))]);
}

function needlessGoodbye(step: DraftStep): Fault[] {
  const { goodbye, afterAgent } = step.body;
  if (goodbye === undefined || afterAgent === undefined) return [];
  const message = `${about(step)} goodbye is never heard, as afterAgent leads on. Leave one of the two out.`;
  return [{ path: [...step.path, 'goodbye'], at: 'value', message }];
}

function faultyText(step: DraftStep): (text: SpokenText) => Fault[] {
  return (text) => {
    const known = text.label === 'whisper' ? IN_WHISPERS : [];
    const unknown = text.names
      .filter((name) => !known.includes(name))
      .map((name) => `has {${quoted(name).slice(1, -1)}}, which ${unknownWords(name, known)}`);
    return [...unknown, ...tooLong(text, text.text)].map((words) => ({
      path: text.path,
      at: 'value',
      message: `${about(step)} ${text.label} ${words}`,
    }));
  };
}

function unknownWords(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'only a whisper can tell an agent. Leave it out.';
  const near = nearestName(name, known);
  return near === undefined
    ? 'no agent is told. It may have {caller} and {keyed}.'
    : `no agent is told. Did you mean {${near}}?`;
}
