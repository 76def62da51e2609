import { escalateStep, type Offer } from '../escalation/escalation.ts';
import { type NewCall, newRow, newState } from '../new-call.ts';
import type { Claimed } from '../queue/commands.ts';
import { note, setCall } from '../recording.ts';
import { arm, send } from '../sending.ts';
import { type CallState, NO_ATTEMPTS, type Turn } from '../state.ts';
import type { CallbackRequest } from './request.ts';

/** What an orchestration of a call starts with that calls somebody back. `from` is our number, `to` the caller's. */
export interface CallbackStart extends NewCall {
  kind: 'callback';
  /** The call that asked for it. */
  askedBy: string;
  request: CallbackRequest;
  /** Who was claimed for it, and the name of the claim. */
  agent: Claimed;
  offer: string;
  /** Seconds that the caller's phone may ring. */
  ringSeconds: number;
}

/** Seconds in which the call has to be under way; then the watchdog looks at it. */
const START_SECONDS = 60;

/** The first turn of a call that calls somebody back: the agent's phone rings. */
export function beginCallback(start: CallbackStart): Turn {
  const { at, flow, askedBy, request, agent, offer: id, ringSeconds, from } = start;
  const { spot, step, values } = request;
  const offer: Offer = { id, stage: 'inviting', agent, wrongKeys: 0, failures: 0 };
  const blank = newState('calling', newRow(start, 'outbound', START_SECONDS));
  const known: CallState = {
    ...blank,
    collected: values,
    offered: [agent.id],
    position: { step, question: 'escalating', attempts: NO_ATTEMPTS },
    escalation: { step, isPrompting: false, offers: 1, offer, from: spot },
    callBack: { callId: askedBy, ringSeconds },
  };
  const due = note(setCall(known, { step, callback: askedBy, escalation: 'waiting', offers: 1 }), {
    at,
    kind: 'event',
    type: 'CallbackDue',
    words: 'a caller is to be called back',
    data: { callback: askedBy },
  });
  const words = `offers the call to ${agent.name}`;
  const data = { offer: id, agent: agent.id, name: agent.name };
  const told = note(due, { at, kind: 'decision', type: 'offer', words, data });
  const ring = arm(told, { what: 'ring' }, escalateStep(flow, step).ringSeconds * 1_000);
  return send(
    ring.state,
    [{ type: 'callAgent', agent, offer: id, ourNumber: from }, ring.wanted],
    at,
  );
}
