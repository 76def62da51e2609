import { type Draft, type DraftStep, isRecord, type Path } from './flow-draft.ts';
import type { StepKind } from './flow-schema.ts';

/** A way out of a step. */
export interface Exit {
  path: Path;
  /** As a mistake calls it: `next`, `otherwise`, `key 3`. */
  label: string;
  to: string;
  /** The step that says so: of a field often its form. */
  of: DraftStep;
}

/** Where the time leads. */
const BY_HOURS = ['open', 'closed', 'holiday'];

/** The ways out of a step that can be read. */
export function exits(step: DraftStep): Exit[] {
  const { kind, path, body, nextField } = step;
  if (kind === 'form') return exitAt(step, [...path, 'fields'], 'fields', nextField);
  const labels = kind === 'hours' ? BY_HOURS : ['next', 'afterAgent', 'otherwise'];
  const named = labels.flatMap((label) => namedExit(step, label));
  const keys = isRecord(body.keys) ? Object.entries(body.keys) : [];
  return [
    ...lookupExits(step),
    ...keys.flatMap(([key, to]) => exitAt(step, [...path, 'keys', key], `key ${key}`, to)),
    ...named,
    ...callbackExit(step),
  ];
}

/** Where callers go on who will be called back: their queue says it for all steps that lead there. */
function callbackExit({ kind, queue }: DraftStep): Exit[] {
  const callback = kind === 'escalate' ? queue?.body.callback : undefined;
  if (!queue || !isRecord(callback)) return [];
  return exitAt(queue, [...queue.path, 'callback', 'next'], 'callback next', callback.next);
}

/** Where the values of an answer lead, and the keys of the apology. */
function lookupExits(step: DraftStep): Exit[] {
  if (step.kind !== 'lookup') return [];
  const { path, body } = step;
  const when = isRecord(body.when) ? Object.entries(body.when) : [];
  const { keys } = isRecord(body.sorry) ? body.sorry : {};
  const values = when.flatMap(([pointer, steps]) =>
    Object.entries(isRecord(steps) ? steps : {}).flatMap(([value, to]) =>
      exitAt(step, [...path, 'when', pointer, value], `when ${value}`, to),
    ),
  );
  const chosen = Object.entries(isRecord(keys) ? keys : {}).flatMap(([key, to]) =>
    exitAt(step, [...path, 'sorry', 'keys', key], `key ${key}`, to),
  );
  return [...values, ...chosen];
}

/** A field says itself where it leads, or leaves that to the field behind it and to its form. */
function namedExit(step: DraftStep, label: string): Exit[] {
  const { form, nextField, body, path } = step;
  if (!form || Object.hasOwn(body, label)) {
    return exitAt(step, [...path, label], label, body[label]);
  }
  if (label === 'next' && nextField !== undefined) return exitAt(step, path, label, nextField);
  return exitAt(form, [...form.path, label], label, form.body[label]);
}

function exitAt(of: DraftStep, path: Path, label: string, to: unknown): Exit[] {
  return typeof to === 'string' ? [{ path, label, to, of }] : [];
}

/**
 * The ways a call takes out of this step when no key is pressed and nobody is reached; none at a hangUp, or if they cannot be
 * read. Keys are sent, or cannot be sent, whatever the caller does.
 */
export function silentExits(step: DraftStep): Exit[] {
  const labels = step.kind ? SILENT[step.kind] : ['otherwise'];
  return exits(step).filter(({ label }) => labels.includes(label.replace(/ .*/s, '')));
}

const SILENT: Record<StepKind, string[]> = {
  say: ['next'],
  menu: ['otherwise'],
  gather: ['otherwise'],
  form: ['fields'],
  lookup: ['next', 'when', 'otherwise'],
  sendTones: ['next', 'otherwise'],
  escalate: ['otherwise'],
  transfer: ['otherwise'],
  hours: BY_HOURS,
  hangUp: [],
};

/** Whether all ways out of the step can be read: only then is it known what cannot be reached. */
export function exitsAreKnown(step: DraftStep): boolean {
  if (step.kind === undefined) return false;
  const { keys, afterAgent, holiday } = step.body;
  const count = exits(step).length;
  if (step.kind === 'lookup') return lookupExitsAreKnown(step, count);
  if (step.kind === 'escalate') {
    const callback = step.queue?.body.callback;
    const isAfterCallback = isRecord(callback) && callback.next !== undefined;
    return count === 1 + Number(afterAgent !== undefined) + Number(isAfterCallback);
  }
  if (step.kind === 'hours') return count === (holiday === undefined ? 2 : 3);
  if (step.kind !== 'menu') return count === WAYS_OUT[step.kind];
  return count > 1 && isRecord(keys) && count === Object.keys(keys).length + 1;
}

/** `next`, `otherwise`, one for each key of the apology, and one for each value of the answer. */
function lookupExitsAreKnown({ body }: DraftStep, count: number): boolean {
  const { sorry, when = {} } = body;
  if (!isRecord(sorry) || !isRecord(sorry.keys) || !isRecord(when)) return false;
  const branches = Object.values(when);
  if (!branches.every(isRecord)) return false;
  const values = branches.reduce((sum, steps) => sum + Object.keys(steps).length, 0);
  return count === 2 + Object.keys(sorry.keys).length + values;
}

/** How many ways out a step has; a menu has one for each key beside, escalate and hours may leave one out. */
const WAYS_OUT: Record<Exclude<StepKind, 'menu' | 'lookup' | 'escalate' | 'hours'>, number> = {
  say: 1,
  gather: 2,
  form: 1,
  sendTones: 2,
  transfer: 1,
  hangUp: 0,
};

/** The steps that a call begins with, or can come to from anywhere. */
export function entrances({ start, operator }: Draft): string[] {
  return [start, operator].filter((name) => name !== undefined);
}
