import type { Recognize } from '../commands.ts';
import { drafted, sendDraft } from '../drafting.ts';
import { hangUpForEveryone } from '../ending.ts';
import type { TransferEvent } from '../events.ts';
import type { AgentTexts, Flow } from '../flow.ts';
import { putOnHold, takeOffHold } from '../holding.ts';
import { outcomeOfCreateFailure } from '../outbound.ts';
import { otherSide, ourSide } from '../parties.ts';
import type { Heard } from '../recognition.ts';
import { note, setCall } from '../recording.ts';
import { hasGone } from '../roster.ts';
import { send } from '../sending.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import type { Key } from '../tones.ts';
import { slotFreed } from '../transferring.ts';
import { askAgent, promptForAgent } from './asking-agent.ts';
import { escalateStep, escalationOf, offeredAgent, withOffer } from './escalation.ts';
import { callingContext } from './inviting.ts';
import { agentLeaves, callerLeft } from './leaving.ts';

/** What ends the number that an agent keys in. */
export const NUMBER_END: Key = '#';

/** Fifteen digits (ITU-T E.164), an international prefix of up to three, and the key that ends them. */
const MOST_TONES = 19;
const FIRST_KEY_SECONDS = 10;
const BETWEEN_KEYS_SECONDS = 5;
/** What ACS could not do is tried once more. */
const TRIES = 2;

/** Why a caller was not handed over, as the agent hears it. */
export type NotHandedOver = Exclude<keyof AgentTexts, 'whisper' | 'again' | 'transferTo'>;

/** The agent wants to hand the caller over (`*3`): the caller is on hold while the number is keyed in. */
export function startKeying(flow: Flow, before: CallState): Draft {
  const { offer, step } = escalationOf(before);
  if (!offer?.agent) return { state: before, wanted: [] };
  const { music, texts } = escalateStep(flow, step);
  const { participant } = offer.agent;
  const question: Omit<Recognize, 'operationContext'> = {
    type: 'recognize',
    participant,
    prompt: promptForAgent(flow, before, texts.transferTo),
    maxTones: MOST_TONES,
    stopTones: [NUMBER_END],
    initialSilenceSeconds: FIRST_KEY_SECONDS,
    interToneSeconds: BETWEEN_KEYS_SECONDS,
    bargeIn: true,
    interrupt: false,
  };
  return drafted(withOffer(before, { ...offer, stage: 'keying' }), putOnHold(music), (state) =>
    askAgent(state, question),
  );
}

/** What the agent keyed in: a number to hand the caller over to, or nothing, which is a change of mind. */
export function afterNumber(flow: Flow, before: CallState, heard: Heard, at: string): Turn {
  switch (heard.result) {
    case 'complete':
    case 'terminated':
    case 'partial':
      return heard.digits === '' ? goOn(flow, before, at) : handOver(before, heard.digits, at);
    case 'no-input':
    case 'no-match':
      return goOn(flow, before, at);
    case 'cancelled':
    case 'failed':
      return notAsked(flow, before, at);
  }
}

/** The number could not be asked for: once more, then they go on talking. */
export function notAsked(flow: Flow, before: CallState, at: string): Turn {
  const { offer } = escalationOf(before);
  if (!offer) return { state: before, commands: [] };
  const failures = offer.failures + 1;
  const state = withOffer(before, { ...offer, failures });
  return failures < TRIES
    ? sendDraft(startKeying(flow, state), at)
    : notHandedOver(flow, state, 'failed', at);
}

function handOver(before: CallState, to: string, at: string): Turn {
  const { offer } = escalationOf(before);
  if (!offer) return { state: before, commands: [] };
  const state = setCall(withOffer(before, { ...offer, stage: 'transferring' }), {
    state: 'transferring',
  });
  const context = callingContext(state);
  const [transferee, ourNumber] = [otherSide(state), ourSide(state)];
  return send(state, [{ type: 'transfer', to, transferee, ourNumber, context }], at);
}

/** What became of it: the caller is with somebody else, or back with the agent. */
export function afterHandOver(flow: Flow, before: CallState, event: TransferEvent): Turn {
  const { at } = event;
  const { offer } = escalationOf(before);
  if (event.type === 'CallTransferAccepted') return handedOver(before, at);
  if (offer && hasGone(before, otherSide(before))) {
    return callerLeft(flow, withOffer(before, { ...offer, stage: 'talking' }), at);
  }
  const why = outcomeOfCreateFailure(event);
  const reasons: Partial<Record<typeof why, NotHandedOver>> = {
    busy: 'busy',
    'no-answer': 'noAnswer',
  };
  return notHandedOver(flow, slotFreed(before), reasons[why] ?? 'failed', at);
}

/** The caller talks to somebody else: the agent's leg and ours end. */
export function handedOver(before: CallState, at: string): Turn {
  const words = 'the caller is handed over';
  const state = note(before, { at, kind: 'decision', type: 'handed-over', words });
  return hangUpForEveryone({ state, wanted: [] }, 'transferred', at);
}

/** The caller was not handed over: the agent hears why, and they go on talking. One who has left does not. */
export function notHandedOver(flow: Flow, before: CallState, why: NotHandedOver, at: string): Turn {
  const { offer, step } = escalationOf(before);
  const words = `the caller is not handed over: ${why}`;
  const told = note(before, { at, kind: 'decision', type: 'not-handed-over', words });
  if (offer?.hasLeft) {
    const talking = withOffer(told, { ...offer, stage: 'talking' });
    return agentLeaves(flow, talking, 'left', at);
  }
  return goOn(flow, told, at, escalateStep(flow, step).texts[why]);
}

/** Caller and agent talk on; `text` is told to the agent first. */
function goOn(flow: Flow, before: CallState, at: string, text?: string): Turn {
  const { offer } = escalationOf(before);
  if (!offer) return { state: before, commands: [] };
  const to = offeredAgent(before)?.participant;
  const talking = withOffer(before, { ...offer, stage: 'talking', failures: 0 });
  const draft = drafted(setCall(talking, { state: 'with-agent' }), takeOffHold, (state) => ({
    state,
    wanted:
      text === undefined || to === undefined
        ? []
        : [
            {
              type: 'play',
              to,
              prompt: promptForAgent(flow, state, text),
              interrupt: false,
              isOptional: true,
            },
          ],
  }));
  return sendDraft(draft, at);
}
