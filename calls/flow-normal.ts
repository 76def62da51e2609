import type { Flow, Gather, Match, Menu, Step } from './flow.ts';
import { fieldName } from './flow-draft.ts';
import { stepsOfCallback } from './flow-normal-callback.ts';
import { normalCalendars } from './flow-normal-hours.ts';
import { normalLookup } from './flow-normal-lookup.ts';
import { escalateSteps, plainText, transferSteps } from './flow-normal-people.ts';
import type { AuthoredField, AuthoredFlow, AuthoredStep } from './flow-schema.ts';
import type { AuthoredText } from './flow-schema-parts.ts';
import { heardText } from './flow-words.ts';

type AuthoredForm = Extract<AuthoredStep, { form: AuthoredText }>;
type AuthoredMenu = Extract<AuthoredStep, { menu: AuthoredText }>;
type AuthoredGather = Extract<AuthoredStep, { gather: AuthoredText }>;
/** What becomes one step. */
type AuthoredOneStep = Exclude<
  AuthoredStep,
  AuthoredForm | { escalate: AuthoredText } | { transfer: AuthoredText }
>;
type AuthoredQuestion = Pick<AuthoredGather, 'again' | 'bargeIn' | 'moreTime'>;

/** What is asked after a secret entry that was not good, unless the flow has words of its own. */
const SENSITIVE_AGAIN =
  'That is not right. To speak to a person, press 0. To enter it again, press any other key.';

/**
 * The flow as the reducer reads it, but for its version. `authored` has passed the schema and the rules; `recordings` are the
 * files of the texts that have one, `queues` come from `normalQueues`.
 */
export function normalFlow(
  authored: AuthoredFlow,
  recordings: Flow['recordings'],
  queues?: Flow['queues'],
): Omit<Flow, 'version'> {
  const { line, language, voice, start, operator, operatorSequence, hours, steps } = authored;
  const named = Object.entries(steps).flatMap(([name, step]) => normalSteps(name, step, authored));
  return {
    line: heardText(line),
    language,
    voice,
    start,
    ...(operator === undefined ? {} : { operator }),
    operatorSequence,
    recordings,
    ...(hours === undefined ? {} : { hours: normalCalendars(hours) }),
    ...(queues === undefined ? {} : { queues }),
    steps: Object.fromEntries(named),
  };
}

function normalSteps(
  name: string,
  step: AuthoredStep,
  { operator, queues = {} }: AuthoredFlow,
): [string, Step][] {
  const hasOperator = operator !== undefined;
  if ('form' in step) return formSteps(name, step, hasOperator);
  if ('escalate' in step) {
    const { callback } = (step.queue !== undefined && queues[step.queue]) || {};
    return [...escalateSteps(name, step), ...(callback ? stepsOfCallback(name, callback) : [])];
  }
  if ('transfer' in step) return transferSteps(name, step);
  return [[name, normalStep(step, hasOperator)]];
}

/** What the form says takes its name, so that other steps can lead there; each field becomes a gather that leads to the next. */
function formSteps(
  name: string,
  { form, fields, next, otherwise }: AuthoredForm,
  hasOperator: boolean,
): [string, Step][] {
  const names = fields.map(({ as }) => fieldName(name, as));
  const gathers = fields.map((field, index): [string, Step] => {
    const exits = { next: names[index + 1] ?? next, otherwise };
    return [names[index] ?? '', normalGather({ ...exits, ...given(field) }, hasOperator)];
  });
  return [[name, { kind: 'say', say: plainText(form), next: names[0] ?? next }], ...gathers];
}

/** A field without the exits that it leaves to its form. */
function given({ next, otherwise, ...field }: AuthoredField) {
  return {
    ...field,
    ...(next === undefined ? {} : { next }),
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}

function normalStep(step: AuthoredOneStep, hasOperator: boolean): Step {
  if ('say' in step) return { kind: 'say', say: plainText(step.say), next: step.next };
  if ('menu' in step) return normalMenu(step);
  if ('gather' in step) return normalGather(step, hasOperator);
  if ('lookup' in step) return normalLookup(step);
  if ('sendTones' in step) {
    return { kind: 'sendTones', tones: step.sendTones, next: step.next, otherwise: step.otherwise };
  }
  if ('hours' in step) {
    const { hours: calendar, open, closed, holiday = closed } = step;
    return { kind: 'hours', calendar, open, closed, holiday };
  }
  return step.hangUp === true
    ? { kind: 'hangUp' }
    : { kind: 'hangUp', say: plainText(step.hangUp) };
}

function normalMenu(step: AuthoredMenu): Menu {
  const { menu, keys, firstKeySeconds, otherwise } = step;
  return { kind: 'menu', ...question(menu, step), keys, firstKeySeconds, otherwise };
}

function normalGather(step: AuthoredGather, hasOperator: boolean): Gather {
  const { digits, match, readBack, sensitive, sensitiveAgain, as, next, otherwise } = step;
  return {
    kind: 'gather',
    ...question(step.gather, step),
    ...howMany(step),
    terminators: [digits.end].flat(),
    ...(digits.clear === undefined ? {} : { clear: digits.clear }),
    ...(match === undefined ? {} : { match: normalMatch(match) }),
    partial: digits.partial,
    firstKeySeconds: digits.firstKeySeconds,
    betweenKeysSeconds: digits.betweenKeysSeconds,
    ...(readBack === undefined ? {} : { readBack: plainText(readBack) }),
    sensitive,
    ...(sensitive && hasOperator
      ? { sensitiveAgain: plainText(sensitiveAgain ?? SENSITIVE_AGAIN) }
      : {}),
    as,
    next,
    otherwise,
  };
}

function question(
  first: AuthoredText,
  { again, bargeIn, moreTime }: AuthoredQuestion,
): Pick<Gather, 'prompts' | 'bargeIn' | 'moreTime'> {
  const prompts = [first, ...again].map(plainText);
  return {
    prompts,
    bargeIn: Array.isArray(bargeIn) ? bargeIn : prompts.map(() => bargeIn),
    ...(moreTime === undefined ? {} : { moreTime: plainText(moreTime) }),
  };
}

function howMany({ digits, match }: AuthoredGather): Pick<Gather, 'min' | 'max'> {
  const { exactly, min, max } = digits;
  if (max !== undefined) return { min: min ?? 1, max };
  const date = typeof match === 'object' && 'date' in match ? match.date.length : 1;
  return { min: exactly ?? date, max: exactly ?? date };
}

function normalMatch(match: NonNullable<AuthoredGather['match']>): Match {
  if (match === 'luhn') return { kind: 'luhn' };
  if ('pattern' in match) return { kind: 'pattern', pattern: match.pattern };
  if ('date' in match) return { kind: 'date', format: match.date };
  return { kind: 'oneOf', values: match.oneOf };
}
