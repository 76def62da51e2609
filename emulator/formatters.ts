import type { Call, Participant, Phone, PhoneRecord } from './entities.ts';
import { type Identifier, rawId, WITHHELD } from './identifiers.ts';

/** An identifier as responses and events have it (ACS protocol reference, section 4). */
export function wireIdentifier(identifier: Identifier): object {
  const common = { kind: identifier.kind, rawId: rawId(identifier) };
  switch (identifier.kind) {
    case 'phoneNumber': {
      const { value } = identifier;
      const phoneNumber = value === WITHHELD ? { value, isAnonymous: true } : { value };
      return { ...common, phoneNumber };
    }
    case 'communicationUser':
      return { ...common, communicationUser: { id: identifier.id } };
    case 'unknown':
      return common;
  }
}

/** CallConnectionProperties (ACS protocol reference, section 6). */
export function wireCall(call: Call): object {
  return {
    callConnectionId: call.id,
    serverCallId: call.serverCallId,
    targets: call.targets.map(wireIdentifier),
    callConnectionState: call.transfer ? 'transferring' : call.state,
    callbackUri: call.callbackUri,
    source: wireIdentifier(call.source),
    correlationId: call.correlationId,
    ...(call.answeredBy === undefined ? {} : { answeredBy: { id: call.answeredBy } }),
    ...(call.answeredFor === undefined ? {} : { answeredFor: { value: call.answeredFor } }),
    ...(call.sourceCallerIdNumber === undefined
      ? {}
      : { sourceCallerIdNumber: { value: call.sourceCallerIdNumber } }),
    sourceDisplayName: call.sourceDisplayName,
  };
}

export function wireParticipant(participant: Participant): object {
  const { identifier, isMuted, isOnHold } = participant;
  return { identifier: wireIdentifier(identifier), isMuted, isOnHold };
}

/** A phone as the control door shows it: a copy, which later changes do not reach. */
export function shownPhone(record: PhoneRecord): Phone {
  const { ring: _r, peerIds: _p, lastKeyAt: _k, stopTimer: _s, hearTone: _h, ...phone } = record;
  return structuredClone(phone);
}

/** A call as the control door shows it. */
export function shownCall(call: Call): object {
  return {
    callConnectionId: call.id,
    state: call.state,
    participants: call.participants.map((participant) => ({
      ...wireParticipant(participant),
      phoneId: participant.phoneId,
    })),
    invitations: call.invitations.map(({ id, identifier, phoneId, operationContext }) => ({
      invitationId: id,
      participant: wireIdentifier(identifier),
      phoneId,
      operationContext,
    })),
    ...(call.transfer
      ? {
          transfer: {
            transferTarget: wireIdentifier(call.transfer.target),
            phoneId: call.transfer.phoneId,
            transferee: wireIdentifier(call.transfer.transferee),
          },
        }
      : {}),
    holds: call.holds.map(({ phoneId, source }) => ({ phoneId, playSourceInfo: source })),
    mediaOperations: call.operations.map(({ kind, leg, state, operationContext }) => ({
      kind,
      leg,
      state,
      operationContext,
    })),
  };
}
