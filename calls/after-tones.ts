import { callbackKeys } from './callback/key.ts';
import { leaveForCallback } from './callback/leaving-line.ts';
import { sendDraft } from './drafting.ts';
import { afterAgentKey, agentKeys } from './escalation/agent-keys.ts';
import { isWithOthers } from './escalation/escalation.ts';
import type { ToneReceived, TonesEvent } from './events.ts';
import type { Flow } from './flow.ts';
import { startFollowing } from './following.ts';
import { reportGaps } from './gaps.ts';
import { isFree, missing, settledAll, withKey } from './key-stream.ts';
import { choiceKeys } from './lookup/choice.ts';
import { leaveByChoice } from './lookup/ending.ts';
import { operatorKeys, toOperator } from './operator.ts';
import { quietAfterKey } from './quiet.ts';
import { addTone, setCall } from './recording.ts';
import { arm, send } from './sending.ts';
import type { CallState, KeyOwner, Turn } from './state.ts';
import { ownerOf, participantOf, streamOf, withStream } from './streams.ts';
import { parseToneContext } from './tone-context.ts';

/** Milliseconds that a missing number may take to come before it is reported as a gap. */
const GAP_MS = 1500;

/** What a key of continuous recognition leads to: it is kept; it may steer the call; a hole in the numbers is watched. */
export function afterTone(flow: Flow, before: CallState, event: ToneReceived): Turn {
  const context = parseToneContext(event.operationContext);
  const { sequenceId, key, at, id } = event;
  let state = before;
  if (context && event.unstored) {
    state = addTone(state, { ...context, sequenceId, kind: 'tone', key, at, eventId: id });
  }
  const of = ownerOf(state, context?.participant);
  const stream = of && streamOf(state, of);
  if (!of || !stream?.isOn || context?.session !== stream.session) return { state, commands: [] };
  const kept = withStream(state, of, withKey(stream, sequenceId, key));
  return judgeKeys(flow, setCall(kept, quietAfterKey(flow, kept)), of, at);
}

/** Looks whether a key that is of no recognition steers the call, and watches a hole in the numbers. */
function judgeKeys(flow: Flow, state: CallState, of: KeyOwner, at: string): Turn {
  const stream = streamOf(state, of);
  if (!stream) return { state, commands: [] };
  const candidates = of === 'caller' ? operatorKeys(flow, state) : agentKeys(state);
  const acts = (numbers: number[]) => numbers.every((number) => isFree(stream, number));
  const acting = candidates.find(acts);
  const settled = withStream(state, of, settledAll(stream));
  const [choice] = (of === 'caller' && choiceKeys(flow, state).find(acts)) || [];
  if (!acting && choice !== undefined) return leaveByChoice(flow, settled, choice, at);
  const isCallback = of === 'caller' && callbackKeys(flow, state).some(acts);
  if (!acting && isCallback) return leaveForCallback(flow, settled, at);
  if (!acting) return watchHoles(state, of, at);
  if (of === 'caller') return toOperator(flow, settled, at);
  return afterAgentKey(flow, settled, stream.keys[acting.at(-1) ?? -1] ?? '', at);
}

/** Gives missing numbers their time, one deadline after the other. */
function watchHoles(state: CallState, of: KeyOwner, at: string): Turn {
  const isWatched = Object.values(state.deadlines).some(
    (purpose) => purpose.what === 'gap' && (purpose.of ?? 'caller') === of,
  );
  const stream = streamOf(state, of);
  const upTo = stream && missing(stream).at(-1);
  if (isWatched || upTo === undefined) return { state, commands: [] };
  const armed = arm(state, { what: 'gap', upTo, of }, GAP_MS);
  return send(armed.state, [armed.wanted], at);
}

/** The time for missing numbers is over: those that did not come are gaps, and what waited for them does not act. */
export function afterGapTime(before: CallState, upTo: number, of: KeyOwner, at: string): Turn {
  const state = reportGaps(before, at, of, upTo);
  const stream = streamOf(state, of);
  return watchHoles(stream ? withStream(state, of, settledAll(stream)) : state, of, at);
}

/**
 * Continuous recognition failed or ended although we want it: it is started again, a few times. Where somebody else may be in the
 * call it may have ended because one of them left: then we ask first.
 */
export function afterTonesEnded(before: CallState, event: TonesEvent): Turn {
  const context = parseToneContext(event.operationContext);
  const of = ownerOf(before, context?.participant);
  const stream = of && streamOf(before, of);
  const isOurs = stream?.isOn && context?.session === stream.session;
  if (!of || !isOurs || before.phase !== 'talking') return { state: before, commands: [] };
  const restarts = stream.restarts + 1;
  const off = withStream(reportGaps(before, event.at, of), of, {
    ...stream,
    isOn: false,
    restarts,
  });
  const hasEnded = event.type === 'ContinuousDtmfRecognitionStopped';
  const participant = participantOf(off, of);
  if (!hasEnded || !isWithOthers(off) || !participant) {
    return sendDraft(startFollowing(off, of), event.at);
  }
  return send(off, [{ type: 'lookUpParticipant', participant, isOptional: true }], event.at);
}
