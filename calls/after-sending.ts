import { hangUp } from './ending.ts';
import { endOffer } from './escalation/offers.ts';
import { reached } from './escalation/whispering.ts';
import type { SendTonesEvent } from './events.ts';
import type { Flow } from './flow.ts';
import { note } from './recording.ts';
import { send } from './sending.ts';
import { duePart } from './sending-keys.ts';
import type { CallState, Turn } from './state.ts';
import { enter } from './walking.ts';

/** The part that was due is done: its keys count as sent; the next one is due, or the call goes on. */
export function afterPart(flow: Flow, before: CallState, at: string): Turn {
  const { sending } = before;
  if (!sending) return { state: before, commands: [] };
  const part = sending.parts[sending.part];
  const tones = part && 'tones' in part ? part.tones.length : 0;
  const next = { ...sending, part: sending.part + 1, sent: sending.sent + tones };
  const due = duePart({ ...before, sending: next });
  if (due) return send(due.state, [due.wanted], at);
  const state = { ...before, sending: undefined };
  return 'agent' in sending ? reached(flow, state, at) : enter(flow, state, sending.next, at);
}

/** What ACS says of a part of the keys. */
export function afterSendTones(flow: Flow, before: CallState, event: SendTonesEvent): Turn {
  const open = before.open.filter((context) => context !== event.operationContext);
  const state = { ...before, open };
  return event.type === 'SendDtmfTonesCompleted'
    ? afterPart(flow, state, event.at)
    : notSent(flow, state, event.at);
}

/** A part failed: the rest is not sent, the timeline says how far it got, and the way out is taken. */
export function notSent(flow: Flow, before: CallState, at: string): Turn {
  const { sending } = before;
  if (!sending) return { state: before, commands: [] };
  const words = `keys were sent up to number ${sending.sent}, the rest could not be`;
  const data = { sent: sending.sent };
  const told = note(before, { at, kind: 'decision', type: 'not-sent', words, data });
  const state: CallState = { ...told, sending: undefined };
  if ('agent' in sending) return endOffer(flow, state, 'extension-failed', at);
  return sending.otherwise
    ? enter(flow, { ...state, gaveUp: 'failed' }, sending.otherwise, at)
    : hangUp(state, 'failed', at);
}
