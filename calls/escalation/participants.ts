import { isCallerRung } from '../callback/call-back.ts';
import { callerReached, isOfCaller, notReached } from '../callback/caller-leg.ts';
import { drafted, nothing, sendDraft } from '../drafting.ts';
import type {
  ParticipantEvent,
  ParticipantSeen,
  ParticipantsUpdated,
  RosterEntry,
} from '../events.ts';
import type { Flow } from '../flow.ts';
import { startFollowing } from '../following.ts';
import { afterHoldSeen, holdRefused, holdTold } from '../holding.ts';
import { hasEnded } from '../key-stream.ts';
import { outcomeOfCreateFailure } from '../outbound.ts';
import { otherSide } from '../parties.ts';
import { LATE_SECONDS } from '../quiet.ts';
import { setCall } from '../recording.ts';
import { hasGone, isIn, isSame, wasSeen, withGone, withRoster } from '../roster.ts';
import { send, stillHeard } from '../sending.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { streamOf } from '../streams.ts';
import { isTaken, type Offer, offeredAgent } from './escalation.ts';
import { agentLeaves, callerLeft } from './leaving.ts';
import { afterAddFailed, endOffer } from './offers.ts';
import { joined } from './whispering.ts';

/** What ACS says of an invitation, of hold, and of somebody who was removed. */
export function afterParticipantEvent(
  flow: Flow,
  before: CallState,
  event: ParticipantEvent,
): Turn {
  switch (event.type) {
    case 'AddParticipantSucceeded':
      return afterAdded(flow, before, event);
    case 'AddParticipantFailed':
      return isOfCaller(before, event)
        ? notReached(flow, before, outcomeOfCreateFailure(event), event.at)
        : afterAddFailed(flow, before, event);
    case 'HoldFailed':
      return sendDraft(holdRefused(before, event.at), event.at);
    default:
      return { state: before, commands: [] };
  }
}

/** Somebody is in the call: the agent who rings; anyone else comes too late, after a decline even, and has to leave again. */
function afterAdded(flow: Flow, before: CallState, event: ParticipantEvent): Turn {
  const offer = before.escalation?.offer;
  if (isOfCaller(before, event)) return callerReached(before, event.at);
  if (offer && isInvitationOf(offer, event)) return joined(flow, before, event.at);
  const agent = offeredAgent(before);
  const { participant: rawId } = event;
  if (rawId === undefined || (agent && isSame(rawId, agent.participant))) {
    return { state: before, commands: [] };
  }
  return sendDraft({ state: before, wanted: [removal(rawId)] }, event.at);
}

/** Whether an event is about this offer's invitation: by its context, or by who it is where ACS leaves that out. */
export function isInvitationOf(offer: Offer, event: ParticipantEvent): boolean {
  const { operationContext, participant } = event;
  if (operationContext !== undefined) return operationContext === offer.id;
  return (
    offer.agent !== undefined &&
    participant !== undefined &&
    isSame(participant, offer.agent.participant)
  );
}

/** Who is in the call now, as ACS tells it; an older roster than the last tells nothing. */
export function afterRoster(flow: Flow, before: CallState, event: ParticipantsUpdated): Turn {
  const { participants, onHold = [], sequenceNumber, at } = event;
  const known = withRoster(before, sequenceNumber, participants);
  if (known?.phase !== 'talking') return { state: known ?? before, commands: [] };
  const roster = participants.map((rawId) => ({ rawId, isOnHold: onHold.includes(rawId) }));
  return compare(flow, known, roster, at) ?? { state: known, commands: [] };
}

/** What a roster tells that we did not know; nothing when all is as we thought. */
export function compare(
  flow: Flow,
  before: CallState,
  roster: readonly RosterEntry[],
  at: string,
): Turn | undefined {
  const caller = otherSide(before);
  const offer = before.escalation?.offer;
  if (hasGone(before, caller)) return callerGone(flow, before, at);
  const callers = roster.find(({ rawId }) => isSame(rawId, caller));
  if (callers && isCallerRung(before)) return callerReached(before, at);
  const state = callers ? holdTold(before, callers.isOnHold) : before;
  const turn = offer?.agent && afterAgentsPart(flow, state, offer, roster, at);
  if (turn) return turn;
  // one without the caller names people in a way that we do not know: then nobody is a stranger
  const strays = callers ? roster.filter(({ rawId }) => isStray(state, rawId)) : [];
  const wanted = strays.map(({ rawId }) => removal(rawId));
  if (wanted.length > 0) return send(state, wanted, at);
  return state === before ? undefined : { state, commands: [] };
}

/**
 * The caller is no longer in the call. While they are handed over the transfer's result tells whether they hung up; it should be here
 * soon.
 */
function callerGone(flow: Flow, before: CallState, at: string): Turn {
  if (before.escalation?.offer?.stage !== 'transferring') return callerLeft(flow, before, at);
  const state = withGone(before, otherSide(before));
  return stillHeard(setCall(state, { quietSeconds: LATE_SECONDS }));
}

/** The agent has come, or left. Whom no roster ever showed, one without them tells nothing of: then we ask. */
function afterAgentsPart(
  flow: Flow,
  before: CallState,
  offer: Offer,
  roster: readonly RosterEntry[],
  at: string,
): Turn | undefined {
  const participant = offer.agent?.participant ?? '';
  const isThere = roster.some(({ rawId }) => isSame(rawId, participant));
  if (isThere) return offer.stage === 'inviting' ? joined(flow, before, at) : undefined;
  if (offer.stage === 'inviting' || offer.hasLeft) return undefined;
  if (wasSeen(before, participant)) return agentGone(flow, before, at);
  return send(before, [{ type: 'lookUpParticipant', participant, isOptional: true }], at);
}

/** The agent is no longer in the call. */
export function agentGone(flow: Flow, before: CallState, at: string): Turn {
  const offer = before.escalation?.offer;
  if (!offer || offer.hasLeft) return { state: before, commands: [] };
  return isTaken(offer)
    ? agentLeaves(flow, before, 'left', at)
    : endOffer(flow, before, 'hung-up', at);
}

/** How somebody's part stands, who was asked for. */
export function afterSeen(flow: Flow, before: CallState, event: ParticipantSeen): Turn {
  const { participant, is, at } = event;
  const isCaller = participant === otherSide(before);
  const of = isCaller ? 'caller' : 'agent';
  if (is === 'absent') {
    if (isCaller) return callerGone(flow, before, at);
    return isAgents(before, participant)
      ? agentGone(flow, before, at)
      : { state: before, commands: [] };
  }
  const draft = drafted(
    before,
    (state) => (isCaller ? afterHoldSeen(state, is === 'on-hold', at) : nothing(state)),
    // asked because following their keys ended: they are still there. Secret keys are never followed
    (state) =>
      hasEnded(streamOf(state, of)) && !state.isKeyingSecret
        ? startFollowing(state, of)
        : nothing(state),
  );
  return sendDraft(draft, at);
}

function isAgents(state: CallState, participant: string): boolean {
  return offeredAgent(state)?.participant === participant;
}

/** A phone in the call that is neither the caller's nor the agent's. The app itself is a user of ACS: users are left alone. */
function isStray(state: CallState, rawId: string): boolean {
  if (!rawId.startsWith('4:') || isSame(rawId, otherSide(state))) return false;
  const agent = offeredAgent(state);
  return agent === undefined || !isIn([rawId], agent.participant);
}

function removal(rawId: string): Draft['wanted'][number] {
  const participant = rawId.startsWith('4:') ? rawId.slice(2) : rawId;
  return { type: 'removeParticipant', participant, isOptional: true };
}
