import { STEP_KINDS, type StepKind } from './flow-schema.ts';
import { nearestName } from './flow-words.ts';

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
  operator?: string;
  /** The first key of the sequence that leads to the operator. */
  operatorKey: string;
  calendars: DraftCalendar[];
  /** In the order in which they are written; the fields of a form are steps of their own behind it. */
  steps: DraftStep[];
  /** Likewise; what of a step a queue has not is left out. */
  queues: DraftStep[];
}

/** Hours under their name. */
export interface DraftCalendar {
  name: string;
  path: Path;
  body: Record<string, unknown>;
}

export interface DraftStep {
  name: string;
  /** Absent if the step has no kind, or several. */
  kind?: StepKind;
  path: Path;
  body: Record<string, unknown>;
  /** Of a field: its form. */
  form?: DraftStep;
  /** Of an escalate: where its callers wait. */
  queue?: DraftStep;
  /** Of a form its first field, of a field the one behind it. */
  nextField?: string;
}

/** Where the queues stand in a flow. */
const QUEUES = 'queues';

/** Reads what can be read of `value`. Never throws. */
export function readDraft(value: unknown): Draft {
  const flow = isRecord(value) ? value : {};
  const steps = isRecord(flow.steps) ? flow.steps : {};
  const queues = Object.entries(isRecord(flow.queues) ? flow.queues : {}).map(draftQueue);
  return {
    start: textOf(flow.start),
    operator: textOf(flow.operator),
    operatorKey: (textOf(flow.operatorSequence) ?? '*').charAt(0),
    calendars: (isRecord(flow.hours) ? Object.entries(flow.hours) : []).map(([name, body]) => {
      return { name, path: ['hours', name], body: isRecord(body) ? body : {} };
    }),
    steps: Object.entries(steps)
      .flatMap(([name, body]) => draftSteps(name, body))
      .map((step) => withQueue(step, queues)),
    queues,
  };
}

function draftQueue([name, value]: [string, unknown]): DraftStep {
  return { name, path: [QUEUES, name], body: isRecord(value) ? value : {} };
}

/** A misspelt name counts as the one it resembles. */
function withQueue(step: DraftStep, queues: readonly DraftStep[]): DraftStep {
  const { queue } = step.body;
  if (step.kind !== 'escalate' || typeof queue !== 'string') return step;
  const meant = nearestName(
    queue,
    queues.map(({ name }) => name),
  );
  return { ...step, queue: queues.find(({ name }) => name === meant) };
}

function draftSteps(name: string, value: unknown): DraftStep[] {
  const body = isRecord(value) ? value : {};
  const kind = kindOf(body);
  const path = ['steps', name];
  if (kind !== 'form' || !Array.isArray(body.fields)) return [{ name, kind, path, body }];
  const bodies = body.fields.map((field: unknown) => (isRecord(field) ? field : {}));
  const names = bodies.map(({ as }, index) => {
    const isFirst = bodies.findIndex((other) => other.as === as) === index;
    return fieldName(name, (isFirst && textOf(as)) || `${index + 1}`);
  });
  const form: DraftStep = { name, kind, path, body, nextField: names[0] };
  const fields = bodies.map((field, index): DraftStep => {
    const own = { name: names[index] ?? '', path: [...path, 'fields', index], body: field };
    return { ...own, kind: 'gather', form, nextField: names[index + 1] };
  });
  return [form, ...fields];
}

/** The name of the step that a field of a form becomes; other steps have no dot in their names. */
export function fieldName(form: string, as: string): string {
  return `${form}.${as}`;
}

/** How a mistake begins: `menu "main":`, or `queue "support":`. */
export function about({ kind, name, path }: DraftStep): string {
  return `${kind ?? (path[0] === QUEUES ? 'queue' : 'step')} "${name}":`;
}

/** What the step is, if it is one thing. */
function kindOf(body: Record<string, unknown>): StepKind | undefined {
  const kinds = kindsOf(body);
  return kinds.length === 1 ? kinds[0] : undefined;
}

/** The kinds whose property the step has. The hours of an escalate are a property of it. */
export function kindsOf(body: Record<string, unknown>): StepKind[] {
  const kinds = STEP_KINDS.filter((kind) => Object.hasOwn(body, kind));
  return kinds.includes('escalate') ? kinds.filter((kind) => kind !== 'hours') : kinds;
}

/** Whether a value has properties. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
