import type { Flow, Gather, Step } from './flow.ts';
import type { AuthoredFlow, AuthoredStep } from './flow-schema.ts';

type Digits = Extract<AuthoredStep, { gather: string }>['digits'];

/** The flow as the reducer reads it, but for its version. `authored` has passed the schema and the rules. */
export function normalFlow(authored: AuthoredFlow): Omit<Flow, 'version'> {
  const { line, language, voice, start, steps } = authored;
  const named = Object.entries(steps).map(([name, step]) => [name, normalStep(step)]);
  return { line: oneLine(line), language, voice, start, steps: Object.fromEntries(named) };
}

function normalStep(step: AuthoredStep): Step {
  if ('say' in step) return { kind: 'say', say: oneLine(step.say), next: step.next };
  if ('hangUp' in step) {
    return step.hangUp === true
      ? { kind: 'hangUp' }
      : { kind: 'hangUp', say: oneLine(step.hangUp) };
  }
  const prompts = ['menu' in step ? step.menu : step.gather, ...step.again].map(oneLine);
  if ('menu' in step) {
    const { keys, firstKeySeconds, bargeIn, otherwise } = step;
    return { kind: 'menu', prompts, keys, firstKeySeconds, bargeIn, otherwise };
  }
  const { digits, bargeIn, readBack, as, next, otherwise } = step;
  return {
    kind: 'gather',
    prompts,
    ...howMany(digits),
    terminators: [digits.end].flat(),
    firstKeySeconds: digits.firstKeySeconds,
    betweenKeysSeconds: digits.betweenKeysSeconds,
    bargeIn,
    ...(readBack === undefined ? {} : { readBack: oneLine(readBack) }),
    as,
    next,
    otherwise,
  };
}

function howMany({ exactly, min, max }: Digits): Pick<Gather, 'min' | 'max'> {
  return exactly === undefined ? { min: min ?? 1, max: max ?? 1 } : { min: exactly, max: exactly };
}

/** A text may run over several lines of the file; a voice would pause at each. */
function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
