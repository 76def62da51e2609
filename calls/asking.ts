import type { Command, Prompt } from './commands.ts';
import type { Flow, Gather, Menu } from './flow.ts';
import { type Attempts, type CallState, type Position, stepNamed } from './state.ts';
import { spoken } from './tones.ts';

/** A command before it has its place in a turn. */
export type Wanted = Command extends infer C
  ? C extends Command
    ? Omit<C, 'operationContext'>
    : never
  : never;

/** Seconds of silence after a read-back before it counts as no-input. */
const CONFIRM_SILENCE_SECONDS = 8;
/** Between two keys of a question that ends with its first key; ACS wants a value from 1 to 60. */
const ONE_KEY_SECONDS = 1;

/** What has to be played or asked at `position`. */
export function asking(flow: Flow, state: CallState, position: Position): Wanted {
  const step = stepNamed(flow, position.step);
  switch (step.kind) {
    case 'say':
      return { type: 'play', prompt: prompt(flow, state, step.say) };
    case 'hangUp':
      return step.say
        ? { type: 'play', prompt: prompt(flow, state, step.say) }
        : { type: 'hangUp' };
    case 'menu':
      return { ...oneKey(state, step), prompt: prompt(flow, state, worded(step, position)) };
    case 'gather':
      return position.question === 'confirm'
        ? {
            ...oneKey(state, step),
            prompt: prompt(flow, state, step.readBack ?? '', position.digits),
            initialSilenceSeconds: CONFIRM_SILENCE_SECONDS,
          }
        : entry(flow, state, step, position);
  }
}

function oneKey(state: CallState, question: Menu | Gather) {
  return {
    type: 'recognize' as const,
    participant: state.call.from,
    maxTones: 1,
    stopTones: [],
    initialSilenceSeconds: question.firstKeySeconds,
    interToneSeconds: ONE_KEY_SECONDS,
    bargeIn: question.bargeIn,
  };
}

/**
 * Where a terminator ends the entry, one tone more than the entry needs is collected. Otherwise the recognition would end with
 * the last digit, and the terminator that the caller was told to press would fall into the next question as a wrong key.
 */
function entry(flow: Flow, state: CallState, gather: Gather, position: Position): Wanted {
  return {
    type: 'recognize',
    participant: state.call.from,
    prompt: prompt(flow, state, worded(gather, position)),
    maxTones: gather.terminators.length > 0 ? gather.max + 1 : gather.max,
    stopTones: gather.terminators,
    initialSilenceSeconds: gather.firstKeySeconds,
    interToneSeconds: gather.betweenKeysSeconds,
    bargeIn: gather.bargeIn,
  };
}

/** The words change with every unanswered attempt; the last wording serves all further ones. */
function worded(question: Menu | Gather, position: Position): string {
  const nth = asked(position.attempts) - 1;
  return question.prompts[Math.min(nth, question.prompts.length - 1)] ?? '';
}

/** Which time this is that the question is asked, from 1. A repeat for a technical failure keeps its words. */
export function asked(attempts: Attempts): number {
  return attempts.noInput + attempts.noMatch + 1;
}

function prompt(flow: Flow, state: CallState, text: string, digits?: string): Prompt {
  const values: Record<string, string> = { ...state.collected };
  if (digits !== undefined) values.digits = digits;
  const filled = text.replace(/\{([\w-]+)\}/g, (gap, name: string) => {
    const value = values[name];
    return value === undefined ? gap : spoken(value);
  });
  return { text: filled, language: flow.language, voice: flow.voice };
}
