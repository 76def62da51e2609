import type { Recognize } from '../commands.ts';
import { drafted, nothing, sendDraft } from '../drafting.ts';
import type { Flow } from '../flow.ts';
import { putOnHold } from '../holding.ts';
import type { Heard } from '../recognition.ts';
import { note } from '../recording.ts';
import { send } from '../sending.ts';
import { duePart, sendingParts } from '../sending-keys.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { accept } from './accepting.ts';
import { askAgent, promptForAgent } from './asking-agent.ts';
import { escalateStep, escalationOf, type Offer, offeredAgent, withOffer } from './escalation.ts';
import { endOffer } from './offers.ts';
import { whisperText } from './whisper-text.ts';

/** What an agent presses after the whisper. */
const ACCEPT = '1';
const DECLINE = '2';

/** After so many wrong keys the whisper is not said again. */
const WRONG_KEYS = 3;
/** What ACS could not do is tried once more. */
const TRIES = 2;

/** The agent's phone was answered: their extension is dialled where there is one. It may be their voicemail: only a key accepts. */
export function joined(flow: Flow, before: CallState, at: string): Turn {
  const { offer } = escalationOf(before);
  if (offer?.stage !== 'inviting' || !offer.agent) return { state: before, commands: [] };
  const { name, participant, extension } = offer.agent;
  const words = `${name}'s phone is answered`;
  const told = note(before, { at, kind: 'decision', type: 'agent-answered', words });
  if (!extension) return reached(flow, told, at);
  const dialling = withOffer(told, { ...offer, stage: 'dialling' });
  const sending = { parts: sendingParts(extension), part: 0, sent: 0, agent: participant };
  const due = duePart({ ...dialling, sending });
  return due ? send(due.state, [due.wanted], at) : reached(flow, told, at);
}

/** The agent can be spoken to: at once, or when the caller has heard the first words. */
export function reached(flow: Flow, before: CallState, at: string): Turn {
  const { offer, isPrompting } = escalationOf(before);
  if (!offer) return { state: before, commands: [] };
  return isPrompting
    ? { state: withOffer(before, { ...offer, stage: 'joined' }), commands: [] }
    : sendDraft(whisper(flow, before), at);
}

/** The caller has heard the first words: they are on hold from here on, and an agent who waited for that is spoken to. */
export function callerWaits(flow: Flow, before: CallState): Draft {
  const { offer, step } = escalationOf(before);
  const { music } = escalateStep(flow, step);
  return drafted(before, putOnHold(music), (state) =>
    offer?.stage === 'joined' ? whisper(flow, state) : nothing(state),
  );
}

/** Tells the agent who calls, and asks for the key that accepts. */
export function whisper(flow: Flow, before: CallState): Draft {
  const { offer, step } = escalationOf(before);
  if (!offer) throw new Error('there is nobody to whisper to');
  const { texts } = escalateStep(flow, step);
  const text =
    offer.wrongKeys > 0
      ? texts.again
      : whisperText(before.callBack ? texts.callback : texts.whisper, before);
  const state = withOffer(before, { ...offer, stage: 'whispering' });
  return askAgent(state, oneKey(flow, state, text));
}

function oneKey(flow: Flow, state: CallState, text: string): Omit<Recognize, 'operationContext'> {
  const { acceptSeconds } = escalateStep(flow, escalationOf(state).step);
  return {
    type: 'recognize',
    participant: offeredAgent(state)?.participant ?? '',
    prompt: promptForAgent(flow, state, text),
    maxTones: 1,
    stopTones: [],
    initialSilenceSeconds: acceptSeconds,
    interToneSeconds: 1,
    bargeIn: true,
    interrupt: false,
  };
}

/** What the agent's key means, or that none came. */
export function afterWhisper(flow: Flow, before: CallState, heard: Heard, at: string): Turn {
  const { offer } = escalationOf(before);
  if (!offer) return { state: before, commands: [] };
  switch (heard.result) {
    case 'complete':
    case 'terminated':
    case 'partial':
      return afterKey(flow, before, offer, heard.digits, at);
    case 'no-input':
      return endOffer(flow, before, 'no-key', at);
    case 'no-match':
      return afterKey(flow, before, offer, '?', at);
    case 'cancelled':
    case 'failed':
      return whisperFailed(flow, before, at);
  }
}

function afterKey(flow: Flow, before: CallState, offer: Offer, key: string, at: string): Turn {
  if (key === ACCEPT) return accept(flow, before, at);
  if (key === DECLINE) return endOffer(flow, before, 'declined', at);
  const wrongKeys = offer.wrongKeys + 1;
  if (wrongKeys >= WRONG_KEYS) return endOffer(flow, before, 'wrong-key', at);
  return sendDraft(whisper(flow, withOffer(before, { ...offer, wrongKeys })), at);
}

/** The agent could not be asked: once more, then the next one is. */
export function whisperFailed(flow: Flow, before: CallState, at: string): Turn {
  const { offer } = escalationOf(before);
  if (!offer) return { state: before, commands: [] };
  const failures = offer.failures + 1;
  if (failures >= TRIES) return endOffer(flow, before, 'failed', at);
  return sendDraft(whisper(flow, withOffer(before, { ...offer, failures })), at);
}
