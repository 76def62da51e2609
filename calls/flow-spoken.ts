import { type DraftStep, isRecord, type Path } from './flow-draft.ts';
import { STEP_KINDS } from './flow-schema.ts';
import { CALLBACK_TEXTS } from './flow-schema-callback.ts';

/** A text that somebody hears. */
export interface SpokenText {
  path: Path;
  /** As a mistake calls it: `the text`, `again`, `readBack`. */
  label: string;
  text: string;
  /** The names in braces whose digits it says. */
  names: string[];
  /** The file that is played instead of the voice. */
  audio?: { file: string; path: Path };
}

/** A `{name}` in a text. */
export const NAME_IN_TEXT = /\{([^{}]*)\}/g;

/** Kinds of step whose property is a text. */
export const SPOKEN_KINDS = STEP_KINDS.filter(
  (kind) => kind !== 'sendTones' && kind !== 'lookup' && kind !== 'hours',
);

/** Properties that are texts for the caller, beside the one that says what a step is. */
export const SPOKEN_PROPERTIES = [
  'waiting',
  'moreTime',
  'readBack',
  'sensitiveAgain',
  'goodbye',
  'apology',
] as const;

/** All texts of a step that the caller hears, as far as they can be read. */
export function spokenTexts({ path, body }: DraftStep): SpokenText[] {
  const again: unknown[] = Array.isArray(body.again) ? body.again : [];
  return [
    ...SPOKEN_KINDS.flatMap((kind) => spokenText([...path, kind], 'the text', body[kind])),
    ...again.flatMap((text, index) => spokenText([...path, 'again', index], 'again', text)),
    ...SPOKEN_PROPERTIES.flatMap((name) => spokenText([...path, name], name, body[name])),
    ...(isRecord(body.sorry) ? spokenText([...path, 'sorry', 'say'], 'sorry', body.sorry.say) : []),
  ];
}

/** All texts of a step that agents hear, as far as they can be read. */
export function agentTexts({ path, body }: DraftStep): SpokenText[] {
  const texts = isRecord(body.agentTexts) ? Object.entries(body.agentTexts) : [];
  return texts.flatMap(([name, text]) => spokenText([...path, 'agentTexts', name], name, text));
}

/** The text of a queue that its callers hear, as far as it can be read. */
export function announceText({ path, body }: DraftStep): SpokenText[] {
  return spokenText([...path, 'announce'], 'announce', body.announce);
}

/** The texts of a queue for callers who ask to be called back, as far as they can be read. */
export function callbackTexts({ path, body }: DraftStep): SpokenText[] {
  const { callback } = body;
  if (!isRecord(callback)) return [];
  return CALLBACK_TEXTS.flatMap((name) =>
    spokenText([...path, 'callback', name], `callback ${name}`, callback[name]),
  );
}

/** A text as it is, or under `text` with the file it is recorded in under `audio`. */
function spokenText(path: Path, label: string, value: unknown): SpokenText[] {
  if (isRecord(value)) {
    const [spoken] = spokenText([...path, 'text'], label, value.text);
    if (!spoken || typeof value.audio !== 'string') return spoken ? [spoken] : [];
    return [{ ...spoken, audio: { file: value.audio, path: [...path, 'audio'] } }];
  }
  if (typeof value !== 'string') return [];
  const names = [...value.matchAll(NAME_IN_TEXT)].map(([, name]) => name ?? '');
  return [{ path, label, text: value, names: [...new Set(names)] }];
}
