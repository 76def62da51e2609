import type { OperationContext, Participant } from '../commands.ts';
import type { Escalate, Flow } from '../flow.ts';
import { isMusic } from '../holding.ts';
import type { KeyStream } from '../key-stream.ts';
import type { QueueSpot } from '../queue/spot.ts';
import type { Waiting } from '../queue/waiting.ts';
import { isQueueMusic } from '../queue/waiting.ts';
import { original } from '../settling.ts';
import { type CallState, stepNamed, type Turn } from '../state.ts';

/** A caller on the way to a person, or with one (design, section 7). */
export interface Escalation {
  /** The flow's step that led here. */
  step: string;
  /** What the caller hears first, or is told of their place in line, is not over. */
  isPrompting: boolean;
  /** The context that it is played under. */
  words?: OperationContext;
  /** How often the call was offered since the step was entered. */
  offers: number;
  /** The offer that stands; absent while the next is looked for, and when there is none. */
  offer?: Offer;
  /** Nobody is left to offer the call to: that is told when the prompt is over. */
  isGivenUp?: boolean;
  /** The caller waits in a queue until an agent takes the call. */
  queue?: Waiting;
  /** Where they waited whom an agent has taken. */
  from?: QueueSpot;
}

/** A call as it is offered to one agent, and taken. */
export interface Offer {
  /** The context of its invitation. */
  id: OperationContext;
  stage: OfferStage;
  /** Absent until the activity has told who was claimed. */
  agent?: OfferedAgent;
  /** What the invitation is cancelled by. */
  invitationId?: string;
  /** Wrong keys after the whisper. */
  wrongKeys: number;
  /** How often ACS could not do what the agent was asked by. */
  failures: number;
  /** The agent's keys, from when they took the call. */
  stream?: KeyStream;
  /** How it ended, of an offer that was a call of its own. */
  ended?: OfferEnd;
  /** They left while the caller is being handed over. */
  hasLeft?: boolean;
}

export interface OfferedAgent {
  id: string;
  name: string;
  participant: Participant;
  extension?: string;
}

export type OfferStage =
  | 'inviting'
  /** Their extension is being sent. */
  | 'dialling'
  /** They are in the call, and wait for the end of the caller's prompt. */
  | 'joined'
  | 'whispering'
  /** They have accepted to call back, and the caller's phone rings. */
  | 'calling-back'
  | 'talking'
  /** They key in the number to hand the caller over to. */
  | 'keying'
  | 'transferring';

/** How an offer ended that nobody took. */
export type OfferEnd =
  | 'declined'
  | 'busy'
  | 'no-answer'
  | 'no-key'
  | 'wrong-key'
  | 'hung-up'
  | 'extension-failed'
  | 'failed'
  | 'caller-gone';

/** The escalation of a call that is in one. Asked of any other it is a bug. */
export function escalationOf({ escalation }: CallState): Escalation {
  if (!escalation) throw new Error('the caller is not on the way to a person');
  return escalation;
}

/** The step of the flow that an escalation follows. */
export function escalateStep(flow: Flow, name: string): Escalate {
  const step = stepNamed(flow, name);
  if (step.kind !== 'escalate') throw new Error(`${name} leads to no person`);
  return step;
}

/** The state with another offer. */
export function withOffer(state: CallState, offer: Offer | undefined): CallState {
  return { ...state, escalation: { ...escalationOf(state), offer } };
}

/** Whether the agent of the offer has taken the call. */
export function isTaken({ stage }: Offer): boolean {
  return stage === 'talking' || stage === 'keying' || stage === 'transferring';
}

/** Whether somebody else than the caller is in the call, or may be: an agent who was offered it. */
export function isWithOthers(state: CallState): boolean {
  return offeredAgent(state) !== undefined;
}

/** The agent that an offer is made to, once we know. */
export function offeredAgent({ escalation }: CallState): OfferedAgent | undefined {
  return escalation?.offer?.agent;
}

/** What is open at the caller: the first words, or music. Everything else that is open is the agent's. */
export function openAtCaller(state: CallState): OperationContext[] {
  return state.open.filter(
    (one) => isFirstWords(state, one) || isMusic(one) || isQueueMusic(state, one),
  );
}

/** Whether an operation is the first words of the escalation. */
export function isFirstWords({ escalation }: CallState, operationContext: string): boolean {
  return original(operationContext) === escalation?.words;
}

/** The turn that says the first words: it knows them by their context, which has its place behind what the turn begins with. */
export function saysFirstWords({ state, ...turn }: Turn): Turn {
  const words = turn.commands.find(({ type }) => type === 'play')?.operationContext;
  return { ...turn, state: { ...state, escalation: { ...escalationOf(state), words } } };
}
