import type { Command, Prompt, Recognize } from './commands.ts';
import type { Flow, Gather, Menu } from './flow.ts';
import { entryChecks, mostTones, stopTones } from './gather.ts';
import { otherSide } from './parties.ts';
import { type Attempts, type CallState, type Position, stepNamed } from './state.ts';
import { spoken } from './tones.ts';

/** A command before it has its place in a turn; continuous recognition brings its own context. */
export type Wanted = Command extends infer C
  ? C extends Command
    ? Omit<C, 'operationContext'> & { operationContext?: string }
    : never
  : never;

type Recognition = Omit<Recognize, 'operationContext'>;

/** Seconds of silence after a question that one key answers, where the flow does not say. */
const ONE_KEY_SILENCE_SECONDS = 8;
/** What a prompt calls the values that came with the request for a call; one that did not come is not spoken. */
const CONTEXT = 'context.';
/** Between two keys of a question that ends with its first key; ACS wants a value from 1 to 60. */
const ONE_KEY_SECONDS = 1;

/** What has to be played or asked at `position`; nothing where something is done, or somebody takes over, without a word. */
export function asking(flow: Flow, state: CallState, position: Position): Wanted | undefined {
  const step = stepNamed(flow, position.step);
  switch (step.kind) {
    case 'say':
      return play(flow, state, step.say);
    case 'hangUp':
      return step.say ? play(flow, state, step.say) : { type: 'hangUp' };
    case 'menu':
      return position.question === 'more-time'
        ? oneKey(flow, state, step.moreTime)
        : {
            ...menuKey(flow, state, step, position),
            initialSilenceSeconds: step.firstKeySeconds,
            bargeIn: bargeIn(step, position),
          };
    case 'gather':
      return gathering(flow, state, step, position);
    case 'transfer':
      return step.say === undefined ? undefined : play(flow, state, step.say);
    case 'lookup':
    case 'sendTones':
    case 'escalate':
    case 'callBack':
    case 'hours':
      return undefined;
  }
}

/** The caller's own number is heard in full, and kept by its end. */
function menuKey(flow: Flow, state: CallState, menu: Menu, position: Position): Recognition {
  const text = worded(menu, position);
  if (!menu.saysNumber) return oneKey(flow, state, text);
  const number = otherSide(state).replace('+', '');
  const question = oneKey(flow, state, text, { number });
  const kept = prompt(flow, state, text, { number: `…${number.slice(-2)}` }).text;
  return { ...question, prompt: { ...question.prompt, kept } };
}

function gathering(flow: Flow, state: CallState, gather: Gather, position: Position): Recognition {
  const { digits = '', lastFour = '' } = position;
  switch (position.question) {
    case 'confirm':
      return gather.sensitive
        ? secretKey('1', oneKey(flow, state, gather.readBack, { lastFour }))
        : oneKey(flow, state, gather.readBack, { digits });
    case 'more-time':
      return oneKey(flow, state, gather.moreTime);
    case 'sensitive-again':
      return secretKey('0', oneKey(flow, state, gather.sensitiveAgain));
    default:
      return entry(flow, state, gather, position);
  }
}

/**
 * A question about a secret entry is answered in secret too: whoever goes on keying their number must not be read. Only whether
 * the key is `pattern` is told.
 */
function secretKey(pattern: string, question: Recognition): Recognition {
  const sealed = { min: 1, max: 1, pattern, stopTones: [], lastFour: false };
  return { ...question, sealed };
}

function play(flow: Flow, state: CallState, text: string): Wanted {
  return { type: 'play', prompt: prompt(flow, state, text), interrupt: false };
}

function oneKey(
  flow: Flow,
  state: CallState,
  text = '',
  values: Record<string, string> = {},
): Recognition {
  return {
    type: 'recognize',
    participant: otherSide(state),
    prompt: prompt(flow, state, text, values),
    maxTones: 1,
    stopTones: [],
    initialSilenceSeconds: ONE_KEY_SILENCE_SECONDS,
    interToneSeconds: ONE_KEY_SECONDS,
    bargeIn: true,
    interrupt: false,
  };
}

function entry(flow: Flow, state: CallState, gather: Gather, position: Position): Recognition {
  const recognition: Recognition = {
    type: 'recognize',
    participant: otherSide(state),
    prompt: prompt(flow, state, worded(gather, position)),
    maxTones: mostTones(gather),
    stopTones: stopTones(gather),
    initialSilenceSeconds: gather.firstKeySeconds,
    interToneSeconds: gather.betweenKeysSeconds,
    bargeIn: bargeIn(gather, position),
    interrupt: false,
  };
  return gather.sensitive ? { ...recognition, sealed: entryChecks(gather) } : recognition;
}

/** The words change with every unanswered attempt; the last wording serves all further ones. */
function worded(question: Menu | Gather, position: Position): string {
  return question.prompts[nth(question, position)] ?? '';
}

function bargeIn(question: Menu | Gather, position: Position): boolean {
  return question.bargeIn[nth(question, position)] ?? question.bargeIn.at(-1) ?? true;
}

function nth(question: Menu | Gather, position: Position): number {
  return Math.min(asked(position.attempts) - 1, question.prompts.length - 1);
}

/** Which time this is that the question is asked, from 1. A repeat for a technical failure keeps its words. */
export function asked(attempts: Attempts): number {
  return attempts.noInput + attempts.noMatch + 1;
}

/**
 * A text of the flow with its values filled in, or its recording; where that could not be played before, the voice speaks.
 */
export function prompt(
  flow: Flow,
  state: CallState,
  text: string,
  extra: Record<string, string> = {},
): Prompt {
  const values: Record<string, string> = { ...state.collected, ...extra };
  const filled = text.replace(/\{([\w.-]+)\}/g, (gap, name: string) => {
    if (name.startsWith(CONTEXT)) return state.outbound?.context[name.slice(CONTEXT.length)] ?? '';
    const looked = state.looked?.[name];
    if (looked !== undefined && extra[name] === undefined) return looked;
    const value = values[name];
    return value === undefined ? gap : spoken(value);
  });
  const recording = state.position?.attempts.failed ? undefined : flow.recordings[text];
  const { language, voice } = flow;
  return recording
    ? { text: filled, language, voice, ...recording }
    : { text: filled, language, voice };
}
