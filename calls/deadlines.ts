import { afterPart } from './after-sending.ts';
import { afterGapTime } from './after-tones.ts';
import { sendDraft } from './drafting.ts';
import { end, hangUp } from './ending.ts';
import type { Deadline } from './events.ts';
import type { Flow } from './flow.ts';
import { afterHoldTime } from './holding.ts';
import { afterLookupTime } from './lookup/waiting.ts';
import { afterLongestWait } from './queue/exits.ts';
import { afterAnnouncementTime } from './queue/hearing-out.ts';
import { afterTick } from './queue/waiting-on.ts';
import { disarmed } from './sending.ts';
import type { CallState, Turn } from './state.ts';

/** A time that was armed has come. One that nobody waits for any more was dropped before. */
export function afterDeadline(flow: Flow, before: CallState, event: Deadline): Turn {
  const { deadline, at } = event;
  const purpose = before.deadlines[deadline];
  const state = disarmed(before, deadline);
  switch (purpose?.what) {
    case 'gap':
      return afterGapTime(state, purpose.upTo, purpose.of ?? 'caller', at);
    case 'pause':
      return afterPart(flow, state, at);
    case 'hold':
      return state.phase === 'talking'
        ? sendDraft(afterHoldTime(state, deadline), at)
        : { state, commands: [] };
    case 'lookup':
      return afterLookupTime(flow, state, purpose, at);
    case 'queue':
      return afterLongestWait(flow, state, deadline, at);
    case 'queue-tick':
      return afterTick(flow, state, deadline, at);
    case 'announcement':
      return state.phase === 'talking'
        ? afterAnnouncementTime(flow, state, purpose.words, at)
        : { state, commands: [] };
    case 'ring':
      return state.call.callConnectionId
        ? hangUp(state, 'no-answer', at)
        : end(state, 'no-answer', at);
    default:
      return { state, commands: [] };
  }
}
