import { notSent } from './after-sending.ts';
import { end, hangUp } from './ending.ts';
import { compare } from './escalation/participants.ts';
import { escalationSilent } from './escalation/silence.ts';
import type { CallSilent, ParticipantSeen, RosterEntry } from './events.ts';
import type { Flow } from './flow.ts';
import { secondsBetween } from './iso-time.ts';
import { afterResult } from './media.ts';
import { otherSide } from './parties.ts';
import { note } from './recording.ts';
import { isSame, withPresent } from './roster.ts';
import { send, stillHeard } from './sending.ts';
import type { CallState, Turn } from './state.ts';
import { connected } from './talking.ts';
import { notTransferred, slotFreed } from './transferring.ts';
import { eventWords } from './words.ts';

/**
 * Whether nothing was heard of the call for as long as the watchdog says. It reads the tables, which do not hear of every event: a key
 * that is only kept leaves no row of the call. A call that was connected since they were read is not gone. What was raised by earlier releases has no
 * roster, and was right.
 */
export function isSilent({ phase, call }: CallState, event: CallSilent): boolean {
  const { state, roster, isUnasked, at } = event;
  if (isUnasked && call.callConnectionId !== undefined && phase !== 'connecting') return false;
  if (state === 'gone' || roster === undefined) return true;
  return secondsBetween(call.lastEventAt, at) >= call.quietSeconds;
}

/**
 * Nothing was heard of the call for too long. If ACS no longer knows it, it is over. If it is up, something was lost: that it is
 * connected, who came or left (the roster tells), or the result of what is said or asked, which is asked again and then given up,
 * like anything ACS could not do. Keys that came meanwhile are not guessed from.
 */
export function afterSilence(flow: Flow, before: CallState, event: CallSilent): Turn {
  const { state: is, roster = [], at } = event;
  const known = withPresent(
    before,
    roster.map(({ rawId }) => rawId),
  );
  if (is === 'connected' && isQuietTalk(known, roster)) return stillHeard(known);
  if (is === 'gone' && isAnswered(known)) return askForCaller(known, at);
  const told = note(known, { at, kind: 'event', type: 'CallSilent', ...eventWords(event) });
  if (is === 'gone') return end(told, told.ending ?? 'lost', at);
  if (told.phase === 'connecting' && roster.length > 0) return nowConnected(flow, told, at);
  if (told.phase !== 'talking') return hangUp(told, told.ending ?? 'lost', at);
  const compared = compare(flow, told, roster, at);
  if (compared && compared.commands.length > 0) return compared;
  const state = compared?.state ?? told;
  if (state.escalation) return escalationSilent(flow, state, at);
  if (state.position?.question === 'transferring') {
    return notTransferred(flow, slotFreed(state), at);
  }
  if (state.sending) return notSent(flow, state, at);
  return afterResult(flow, state, { result: 'failed', digits: '' }, at);
}

/** Whether caller and agent talk, and both are there. */
function isQuietTalk(state: CallState, roster: readonly RosterEntry[]): boolean {
  const offer = state.escalation?.offer;
  if (state.phase !== 'talking' || offer?.stage !== 'talking' || !offer.agent) return false;
  const parties = [otherSide(state), offer.agent.participant];
  return parties.every((one) => roster.some(({ rawId }) => isSame(rawId, one)));
}

/**
 * Whether ACS took the answer, and then told nothing. The tables do not have the id of its connection before the first turn after
 * that: for the watchdog such a call is gone.
 */
function isAnswered({ phase, call }: CallState): boolean {
  return phase === 'connecting' && call.callConnectionId !== undefined;
}

function askForCaller(before: CallState, at: string): Turn {
  const words = 'nothing was heard since the answer: asks whether the caller is there';
  const state = note(before, { at, kind: 'decision', type: 'unheard', words });
  return send(
    state,
    [{ type: 'lookUpParticipant', participant: otherSide(state), isOptional: true }],
    at,
  );
}

/** The caller of a call that was answered and never told to be connected is there, or is not. */
export function afterCallerSought(flow: Flow, before: CallState, event: ParticipantSeen): Turn {
  const { is, at } = event;
  if (is === 'absent') return end(before, before.ending ?? 'lost', at);
  return is === 'unknown' ? { state: before, commands: [] } : nowConnected(flow, before, at);
}

function nowConnected(flow: Flow, before: CallState, at: string): Turn {
  const words = 'ACS says that the call is connected';
  const state = note(before, { at, kind: 'decision', type: 'connected', words });
  return connected(flow, state, { callConnectionId: state.call.callConnectionId, at });
}
