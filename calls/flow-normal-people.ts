import type { AgentTexts, Step } from './flow.ts';
import type { AuthoredStep } from './flow-schema.ts';
import type { AuthoredText } from './flow-schema-parts.ts';
import { heardText } from './flow-words.ts';

type AuthoredEscalate = Extract<AuthoredStep, { escalate: AuthoredText }>;
type AuthoredTransfer = Extract<AuthoredStep, { transfer: AuthoredText }>;

/** What a caller hears after an agent, and one who could not be handed over, unless the flow has words of its own. */
const GOODBYE = 'Goodbye.';
const APOLOGY = 'We are sorry, nobody could be reached there.';

/** What a caller in a queue has, unless the flow says otherwise: half of the way. */
const PRIORITY = 500;

/** What agents hear, unless the flow has words of its own. */
const AGENT_TEXTS: AgentTexts = {
  whisper:
    'A call from a number ending in {caller}. They keyed in {keyed}. Press 1 to take it, 2 to decline.',
  callback:
    'A callback to a number ending in {caller}. They keyed in {keyed}. Press 1 to call them now, 2 to decline.',
  calling: 'We are calling them now.',
  notReached: 'They do not answer. Thank you.',
  again: 'Press 1 to take the call, or 2 to decline it.',
  transferTo: 'Key in the number to hand the caller over to, then hash.',
  busy: 'That number is busy. You are back with the caller.',
  noAnswer: 'Nobody answered there. You are back with the caller.',
  notAllowed: 'This line may not call that number. You are back with the caller.',
  noNumber: 'That is not a number to call. You are back with the caller.',
  failed: 'The caller could not be handed over. You are back with them.',
};

/** The text alone, as it is heard; its recording, if it has one, is found by it. */
export function plainText(text: AuthoredText): string {
  return heardText(typeof text === 'string' ? text : text.text);
}

/** Where no step follows an agent, one that says goodbye and hangs up does, under the name of its escalate step. */
export function escalateSteps(name: string, step: AuthoredEscalate): [string, Step][] {
  const {
    escalate,
    skill,
    hours,
    queue,
    priority = PRIORITY,
    music,
    ringSeconds,
    acceptSeconds,
    otherwise,
  } = step;
  const goodbye = `${name}.goodbye`;
  const person: Step = {
    kind: 'escalate',
    say: plainText(escalate),
    ...(skill === undefined ? {} : { skill }),
    ...(hours === undefined ? {} : { hours }),
    ...(queue === undefined ? {} : { queue: { name: queue, priority } }),
    music,
    ringSeconds,
    acceptSeconds,
    texts: agentTexts(step),
    afterAgent: step.afterAgent ?? goodbye,
    otherwise,
  };
  if (step.afterAgent !== undefined) return [[name, person]];
  const say = plainText(step.goodbye ?? GOODBYE);
  return [
    [name, person],
    [goodbye, { kind: 'hangUp', say }],
  ];
}

function agentTexts({ agentTexts: own }: AuthoredEscalate): AgentTexts {
  const texts = Object.entries(own).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, plainText(text)]],
  );
  return { ...AGENT_TEXTS, ...Object.fromEntries(texts) };
}

/** What is said to a caller who could not be handed over is a step of its own, which leads on. */
export function transferSteps(name: string, step: AuthoredTransfer): [string, Step][] {
  const apology = `${name}.apology`;
  const say = plainText(step.apology ?? APOLOGY);
  return [
    [name, { kind: 'transfer', say: plainText(step.transfer), to: step.to, otherwise: apology }],
    [apology, { kind: 'say', say, next: step.otherwise }],
  ];
}
