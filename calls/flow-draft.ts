import { STEP_KINDS, type StepKind } from './flow-schema.ts';

/** The way to a part of a flow: `['steps', 'main', 'keys', '3']`. */
export type Path = readonly (string | number)[];

/** One mistake in a flow, told in whole sentences: `key` when the name of the part is wrong, `value` when what is under it is. */
export interface Fault {
  path: Path;
  at: 'key' | 'value';
  message: string;
}

/**
 * A flow that may be wrong anywhere: what of it can be read. The rules read drafts, so that a mistake in one place does not
 * hide those in others.
 */
export interface Draft {
  start?: string;
  steps: DraftStep[];
}

export interface DraftStep {
  name: string;
  /** Absent if the step has no kind, or several. */
  kind?: StepKind;
  path: Path;
  body: Record<string, unknown>;
}

/** A way out of a step. */
export interface Exit {
  path: Path;
  /** As a mistake calls it: `next`, `otherwise`, `key 3`. */
  label: string;
  to: string;
}

/** Reads what can be read of `value`. Never throws. */
export function readDraft(value: unknown): Draft {
  const flow = isRecord(value) ? value : {};
  const steps = isRecord(flow.steps) ? flow.steps : {};
  return {
    start: textOf(flow.start),
    steps: Object.entries(steps).map(([name, body]) => {
      const step = isRecord(body) ? body : {};
      return { name, kind: kindOf(step), path: ['steps', name], body: step };
    }),
  };
}

/** How a mistake begins: `menu "main":`. */
export function about(step: DraftStep): string {
  return `${step.kind ?? 'step'} "${step.name}":`;
}

/** What the step is, if it is one thing. */
function kindOf(body: Record<string, unknown>): StepKind | undefined {
  const kinds = kindsOf(body);
  return kinds.length === 1 ? kinds[0] : undefined;
}

/** The kinds whose property the step has. */
export function kindsOf(body: Record<string, unknown>): StepKind[] {
  return STEP_KINDS.filter((kind) => Object.hasOwn(body, kind));
}

/** The ways out of a step that can be read. */
export function exits(step: DraftStep): Exit[] {
  const named = ['next', 'otherwise'].flatMap((label) =>
    exitAt(step.path, label, label, step.body),
  );
  const { keys } = step.body;
  if (!isRecord(keys)) return named;
  const path = [...step.path, 'keys'];
  return [...Object.keys(keys).flatMap((key) => exitAt(path, key, `key ${key}`, keys)), ...named];
}

function exitAt(path: Path, key: string, label: string, body: Record<string, unknown>): Exit[] {
  const to = textOf(body[key]);
  return to === undefined ? [] : [{ path: [...path, key], label, to }];
}

/** The way a call takes out of this step when no key is pressed; nothing at a hangUp, or if it cannot be read. */
export function silentExit(step: DraftStep): Exit | undefined {
  const label = step.kind === 'say' ? 'next' : 'otherwise';
  return exits(step).find((exit) => exit.label === label);
}

/** Whether all ways out of the step can be read: only then is it known what cannot be reached. */
export function exitsAreKnown(step: DraftStep): boolean {
  const { next, otherwise, keys } = step.body;
  switch (step.kind) {
    case 'say':
      return typeof next === 'string';
    case 'menu':
      return typeof otherwise === 'string' && isRecord(keys) && areTexts(Object.values(keys));
    case 'gather':
      return typeof next === 'string' && typeof otherwise === 'string';
    case 'hangUp':
      return true;
    default:
      return false;
  }
}

/** Some, and all of them text. */
function areTexts(values: unknown[]): boolean {
  return values.length > 0 && values.every((value) => typeof value === 'string');
}

/** A text that is spoken. */
export interface SpokenText {
  path: Path;
  /** As a mistake calls it: `the text`, `again`, `readBack`. */
  label: string;
  text: string;
  /** The names in braces whose digits it says. */
  names: string[];
}

/** A `{name}` in a text. */
export const NAME_IN_TEXT = /\{([^{}]*)\}/g;

/** All texts of a step that can be read. */
export function spokenTexts({ path, body }: DraftStep): SpokenText[] {
  const again: unknown[] = Array.isArray(body.again) ? body.again : [];
  return [
    ...STEP_KINDS.flatMap((kind) => spokenText([...path, kind], 'the text', body[kind])),
    ...again.flatMap((text, index) => spokenText([...path, 'again', index], 'again', text)),
    ...spokenText([...path, 'readBack'], 'readBack', body.readBack),
  ];
}

function spokenText(path: Path, label: string, text: unknown): SpokenText[] {
  if (typeof text !== 'string') return [];
  const names = [...text.matchAll(NAME_IN_TEXT)].map(([, name]) => name ?? '');
  return [{ path, label, text, names: [...new Set(names)] }];
}

/** Whether a value has properties. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
