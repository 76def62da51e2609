import { end, hangUp, outcomeWhenOver } from './ending.ts';
import type { CallEvent } from './events.ts';
import type { Flow } from './flow.ts';
import { afterMedia } from './media.ts';
import { note, setCall } from './recording.ts';
import { afterRefusal } from './refusals.ts';
import { withoutEffect } from './relevance.ts';
import type { CallState, Turn } from './state.ts';
import { enter } from './walking.ts';
import { eventWords } from './words.ts';

/**
 * What happens next in a call: the new state and the commands to send, from the flow, the state and one event. Pure; the same
 * arguments give the same answer, which is what lets an orchestration be replayed.
 *
 * An event that was seen before changes nothing. One that does not concern this call, or an operation that is over, is kept in
 * the timeline and changes nothing else.
 */
export function step(flow: Flow, before: CallState, event: CallEvent): Turn {
  if (before.phase === 'ended' || before.seen.includes(event.id)) return stay(before);
  const ignored = withoutEffect(before, event);
  const state = takeIn(before, event, ignored);
  return ignored ? stay(state) : react(flow, state, event);
}

function stay(state: CallState): Turn {
  return { state, commands: [] };
}

function takeIn(before: CallState, event: CallEvent, ignored: string | undefined): CallState {
  const told = eventWords(event, ignored);
  const seen = { ...before, seen: [...before.seen, event.id] };
  const state = note(seen, { at: event.at, kind: 'event', type: nameOf(event), ...told });
  if (ignored || event.type === 'CommandFailed') return state;
  const heard = setCall(state, { lastEventAt: event.at });
  if (!('code' in event) || event.code === undefined) return { ...heard, refusals: 0 };
  return { ...setCall(heard, { code: event.code, subCode: event.subCode }), refusals: 0 };
}

function nameOf(event: CallEvent): string {
  return event.type === 'Other' ? event.acsType : event.type;
}

function react(flow: Flow, state: CallState, event: CallEvent): Turn {
  switch (event.type) {
    case 'Answered': {
      const { callConnectionId } = event;
      return stay({ ...setCall(state, { callConnectionId }), phase: 'connecting' });
    }
    case 'CallConnected': {
      const { callConnectionId, at } = event;
      const talking: CallState = { ...state, phase: 'talking' };
      const columns = { state: 'talking', answeredAt: at, callConnectionId } as const;
      return enter(flow, setCall(talking, columns), flow.start, at);
    }
    case 'AnswerFailed':
      return end(state, 'not-answered', event.at);
    case 'CallDisconnected':
      return end(state, outcomeWhenOver(flow, state), event.at);
    case 'PlayCompleted':
    case 'PlayFailed':
    case 'PlayCanceled':
    case 'RecognizeCompleted':
    case 'RecognizeFailed':
    case 'RecognizeCanceled':
      return afterMedia(flow, state, event);
    case 'CommandFailed':
      return afterRefusal(flow, state, event);
    case 'CallSilent':
      if (event.state === 'gone') return end(state, state.ending ?? 'lost', event.at);
      return hangUp(state, state.ending ?? 'lost', event.at);
    case 'PlayStarted':
    case 'ParticipantsUpdated':
    case 'Other':
      return stay(state);
  }
}
