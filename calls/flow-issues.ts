import { about, type Draft, type DraftStep, type Fault, type Path } from './flow-draft.ts';
import { PROPERTIES, type SchemaIssue, STEP_KINDS } from './flow-schema.ts';
import { didYouMean } from './flow-words.ts';

/** What the schema found, as mistakes of the flow. `above` is the way to what the issue's own path begins at. */
export function faultsOfIssue(issue: SchemaIssue, above: Path, draft: Draft): Fault[] {
  const path = [
    ...above,
    ...issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
  ];
  const step = stepAt(path, draft);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(path, key, step));
  }
  if (issue.code === 'invalid_key') {
    const words = issue.issues[0]?.message ?? issue.message;
    return [{ path, at: 'key', message: `${nameAt(path, step)} ${words}.` }];
  }
  const meant = issue.code === 'invalid_union' && alternativeMeant(issue.errors, path, step);
  if (meant) return meant.flatMap((inner) => faultsOfIssue(inner, path, draft));
  return [
    { path, at: 'value', message: `${subject(path, step)}${labelOf(path)} ${issue.message}.` },
  ];
}

/** What has the name that is wrong: a step, opening hours, or something inside a step. */
function nameAt(path: Path, step: DraftStep | undefined): string {
  if (path[0] === 'queues') return 'the name of this queue';
  if (path.length === 2)
    return path[0] === 'hours' ? 'the name of these hours' : 'the name of this step';
  return `${subject(path, step)}a name in ${labelOf(path.slice(0, -1))}`;
}

/** Of a step, the alternative of its kind; of anything else the one that fits on the outside, and fails further in. */
function alternativeMeant(
  alternatives: SchemaIssue[][],
  path: Path,
  step: DraftStep | undefined,
): SchemaIssue[] | undefined {
  if (step?.kind && path.length === step.path.length) {
    return alternatives[STEP_KINDS.indexOf(step.kind)];
  }
  return alternatives.find((issues) => issues.every((issue) => issue.path.length > 0));
}

function unknownKey(path: Path, key: string, step: DraftStep | undefined): Fault {
  const words =
    path.at(-1) === 'keys' ? unknownMenuKey(key) : unknownProperty(key, partAt(path, step));
  return { path: [...path, key], at: 'key', message: `${subject(path, step)}${words}` };
}

function unknownMenuKey(key: string): string {
  if (key === '0') return 'key 0 is kept for reaching a person. Use another key.';
  return `"${key}" is not a key a menu can have. Use one of 1-9, A-D, or in quotes '*' and '#'.`;
}

function unknownProperty(key: string, part: Part): string {
  const known = PROPERTIES[part];
  return `"${key}" is not a property of ${CALLED[part] ?? `a ${part}`}; known: ${known.join(', ')}.${didYouMean(key, known)}`;
}

type Part = keyof typeof PROPERTIES;

/** What stands at the path: a step, a part of one that has a name, or a text with its recording. */
function partAt(path: Path, step: DraftStep | undefined): Part {
  const last = path.at(-1);
  if (isInCalendar(path)) return 'calendar';
  if (last === 'digits' || last === 'agentTexts' || last === 'sorry') return last;
  if (path[0] === 'queues' && last === 'callback' && path.length === 3) return last;
  const isWithin = step && path.length > step.path.length && last !== 'match';
  if (isWithin) return 'recorded';
  return step?.kind ?? (path[0] === 'queues' ? 'queue' : 'flow');
}

/** Parts of a flow that are not "a menu". */
const CALLED: Partial<Record<Part, string>> = {
  digits: 'digits',
  agentTexts: 'agentTexts',
  callback: 'callback',
  calendar: 'hours',
  hours: 'a step by hours',
  sorry: 'sorry',
  escalate: 'an escalate',
  hangUp: 'hangUp',
  recorded: 'a recorded text',
};

/** The innermost step that the path leads into, a form or a field of it; or the queue. */
function stepAt(path: Path, draft: Draft): DraftStep | undefined {
  return [...draft.queues, ...draft.steps].findLast((step) =>
    step.path.every((part, index) => part === path[index]),
  );
}

/** How a mistake begins that is in a step, or in hours. */
function subject(path: Path, step: DraftStep | undefined): string {
  if (isInCalendar(path)) return `hours "${path[1]}": `;
  return step ? `${about(step)} ` : '';
}

function isInCalendar(path: Path): boolean {
  return path[0] === 'hours' && path.length > 1;
}

/** What a mistake calls the place: `key 3`, `again`, `betweenKeysSeconds`. */
function labelOf(path: Path): string {
  if (path.length === 0) return 'the flow';
  const last = path.at(-1);
  if (path.at(-2) === 'keys') return `key ${last}`;
  return typeof last === 'number' ? labelOf(path.slice(0, -1)) : String(last);
}
