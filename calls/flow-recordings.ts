import { AUDIO_NAME, MUSIC } from './flow-audio-name.ts';
import { about, type Draft, type DraftStep, type Fault, type Path } from './flow-draft.ts';
import {
  agentTexts,
  announceText,
  callbackTexts,
  type SpokenText,
  spokenTexts,
} from './flow-spoken.ts';
import { heardText } from './flow-words.ts';

interface Recorded extends SpokenText {
  step: DraftStep;
  audio: NonNullable<SpokenText['audio']>;
}

/** The texts that have a recording, in the order in which they are written within each step. */
function recordedTexts(draft: Draft): Recorded[] {
  return [...draft.steps, ...draft.queues].flatMap((step) =>
    [
      ...spokenTexts(step),
      ...agentTexts(step),
      ...announceText(step),
      ...callbackTexts(step),
    ].flatMap(({ audio, ...text }) => (audio ? [{ ...text, audio, step }] : [])),
  );
}

/** The file of each recorded text, by the text as it is heard. */
export function recordedFiles(draft: Draft): [text: string, file: string][] {
  return recordedTexts(draft).map(({ text, audio }) => [heardText(text), audio.file]);
}

/** A file of sound that the flow needs. */
export interface NamedAudio {
  file: string;
  /** Where it is named, or where it could be. */
  path: Path;
  at: Fault['at'];
  /** How a mistake about it begins: `say "hello": audio is "welcome.wav", which`. */
  words: string;
}

/** All files of sound that a flow needs: recorded texts, and music for callers who wait. What cannot be a name is not among them. */
export function namedAudio(draft: Draft): NamedAudio[] {
  const recorded = recordedTexts(draft).map(({ step, audio }): NamedAudio => {
    const words = `${about(step)} audio is "${audio.file}", which`;
    return { ...audio, at: 'value', words };
  });
  const withMusic = draft.steps.filter(({ kind }) => kind === 'escalate' || kind === 'lookup');
  const music = [...withMusic, ...draft.queues].flatMap((step): NamedAudio[] => {
    const path = [...step.path, 'music'];
    const named = step.body.music;
    if (named === undefined) {
      const words = `${about(step)} music is left out, so it is "${MUSIC}", which`;
      return [{ file: MUSIC, path, at: 'key', words }];
    }
    const words = `${about(step)} music is "${named}", which`;
    return typeof named === 'string' ? [{ file: named, path, at: 'value', words }] : [];
  });
  return [...recorded, ...music].filter(({ file }) => AUDIO_NAME.test(file));
}

/** A recording says what it says, and nothing that a call fills in; and a text is played from one file. */
export function faultyRecordings(draft: Draft): Fault[] {
  const recorded = recordedTexts(draft);
  return recorded.flatMap((text, index) => {
    const { step, audio, label } = text;
    const fills = text.names.slice(0, 1).map((name): Fault => {
      const message = `${about(step)} ${label} has {${name}}, which a recording cannot say. Leave it out, or let the voice speak the text.`;
      return { path: text.path, at: 'value', message };
    });
    const first = recorded.find((other) => heardText(other.text) === heardText(text.text));
    if (!first || first.audio.file === audio.file || recorded.indexOf(first) === index)
      return fills;
    const message = `${about(step)} audio is "${audio.file}", but "${first.step.name}" has the same text in "${first.audio.file}". Name one of the two in both places.`;
    return [...fills, { path: audio.path, at: 'value', message }];
  });
}
