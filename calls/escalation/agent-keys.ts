import { sendDraft } from '../drafting.ts';
import type { Flow } from '../flow.ts';
import { putOnHold, takeOffHold } from '../holding.ts';
import { sequencesOf } from '../key-stream.ts';
import { note } from '../recording.ts';
import type { CallState, Turn } from '../state.ts';
import { escalateStep, escalationOf } from './escalation.ts';
import { startKeying } from './handing-over.ts';
import { agentLeaves } from './leaving.ts';

/** What an agent presses while they talk: hold and back, hand over, end. */
const HOLD = '*2';
const HAND_OVER = '*3';
const END = '*9';

/** The numbers of the keys by which the agent steers the call, if they are of no recognition. */
export function agentKeys(state: CallState): number[][] {
  const offer = state.escalation?.offer;
  if (state.phase !== 'talking' || offer?.stage !== 'talking' || !offer.stream) return [];
  const { stream } = offer;
  return [HOLD, HAND_OVER, END].flatMap((sequence) => sequencesOf(stream, sequence));
}

/** Does what the agent asked for; `key` is the last of the sequence. */
export function afterAgentKey(flow: Flow, before: CallState, key: string, at: string): Turn {
  switch (`*${key}`) {
    case HOLD:
      return toggleHold(flow, before, at);
    case HAND_OVER:
      return sendDraft(startKeying(flow, before), at);
    default:
      return agentLeaves(flow, before, 'ends', at);
  }
}

function toggleHold(flow: Flow, before: CallState, at: string): Turn {
  const isHeld = before.hold?.isWanted === true;
  const words = isHeld
    ? 'the agent takes the caller off hold'
    : 'the agent puts the caller on hold';
  const type = isHeld ? 'agent-unhold' : 'agent-hold';
  const state = note(before, { at, kind: 'decision', type, words });
  const { music } = escalateStep(flow, escalationOf(before).step);
  return sendDraft(isHeld ? takeOffHold(state) : putOnHold(music)(state), at);
}
