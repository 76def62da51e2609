import type { ToneReceived, TonesEvent } from './events.ts';
import type { Flow } from './flow.ts';
import { startFollowing } from './following.ts';
import { reportGaps } from './gaps.ts';
import { isFree, missing, settledAll, withKey } from './key-stream.ts';
import { operatorKeys, toOperator } from './operator.ts';
import { addTone } from './recording.ts';
import { arm, send } from './sending.ts';
import type { CallState, Turn } from './state.ts';
import { parseToneContext } from './tone-context.ts';

/** Milliseconds that a missing number may take to come before it is reported as a gap. */
const GAP_MS = 1500;

/** What a key of continuous recognition leads to: it is kept; it may lead to the operator; a hole in the numbers is watched. */
export function afterTone(flow: Flow, before: CallState, event: ToneReceived): Turn {
  const context = parseToneContext(event.operationContext);
  const { sequenceId, key, at, id } = event;
  let state = before;
  if (context && event.unstored) {
    state = addTone(state, { ...context, sequenceId, kind: 'tone', key, at, eventId: id });
  }
  const { stream } = state;
  if (!stream?.isOn || context?.session !== stream.session) return { state, commands: [] };
  return judgeKeys(flow, { ...state, stream: withKey(stream, sequenceId, key) }, at);
}

/** Looks whether a key that is of no recognition leads to the operator, and watches a hole in the numbers. */
function judgeKeys(flow: Flow, state: CallState, at: string): Turn {
  const { stream } = state;
  if (!stream) return { state, commands: [] };
  const acting = operatorKeys(flow, state).find((numbers) =>
    numbers.every((number) => isFree(stream, number)),
  );
  if (acting) return toOperator(flow, { ...state, stream: settledAll(stream) }, at);
  return watchHoles(state, at);
}

/** Gives missing numbers their time, one deadline after the other. */
function watchHoles(state: CallState, at: string): Turn {
  const isWatched = Object.values(state.deadlines).some(({ what }) => what === 'gap');
  const upTo = state.stream && missing(state.stream).at(-1);
  if (isWatched || upTo === undefined) return { state, commands: [] };
  const armed = arm(state, { what: 'gap', upTo }, GAP_MS);
  return send(armed.state, [armed.wanted], at);
}

/** The time for missing numbers is over: those that did not come are gaps, and what waited for them does not act. */
export function afterGapTime(before: CallState, upTo: number, at: string): Turn {
  const state = reportGaps(before, at, upTo);
  const { stream } = state;
  return watchHoles(stream ? { ...state, stream: settledAll(stream) } : state, at);
}

/** Continuous recognition failed or ended although we want it: it is started again, a few times. */
export function afterTonesEnded(before: CallState, event: TonesEvent): Turn {
  const context = parseToneContext(event.operationContext);
  const { stream } = before;
  const isOurs = stream?.isOn && context?.session === stream.session;
  if (!isOurs || before.phase !== 'talking') return { state: before, commands: [] };
  const told = reportGaps(before, event.at);
  const restarts = stream.restarts + 1;
  const { state, wanted } = startFollowing({
    ...told,
    stream: { ...stream, isOn: false, restarts },
  });
  return wanted.length > 0 ? send(state, wanted, event.at) : { state, commands: [] };
}
