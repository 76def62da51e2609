import type {
  CallAutomationClient,
  CallParticipant,
  CustomCallingContext,
} from '@azure/communication-call-automation';
import type { CallingContext } from '../calls/commands-agents.ts';
import type { RosterEntry } from '../calls/events.ts';
import type { CallLookup, PartInCall, Telephony } from '../calls/ports.ts';
import { connectionOf, identifierOf, phoneOf } from './acs-participant.ts';
import { refusalOf } from './acs-refusal.ts';
import type { Deliver } from './acs-requests.ts';

type People = Pick<
  Telephony,
  | 'addParticipant'
  | 'removeParticipant'
  | 'cancelAddParticipant'
  | 'transfer'
  | 'lookUpParticipant'
  | 'lookUp'
>;

/** The commands that bring people into a call and out of it (ACS protocol reference, section 5). All but the questions have repeatability. */
export function peopleCommands(client: CallAutomationClient, deliver: Deliver): People {
  return {
    addParticipant: ({ participant, from, ringSeconds, context, operationContext }, origin) =>
      deliver({
        command: 'addParticipant',
        origin,
        isRepeatable: true,
        async send() {
          const customCallingContext = callingContext(context);
          const phone = phoneOf(participant);
          const invite = participant.startsWith('8:')
            ? { targetParticipant: { communicationUserId: participant }, customCallingContext }
            : {
                targetParticipant: phone,
                sourceCallIdNumber: phoneOf(from ?? ''),
                customCallingContext,
              };
          const { invitationId } = await connectionOf(client, origin).addParticipant(invite, {
            invitationTimeoutInSeconds: ringSeconds,
            operationContext,
          });
          return { invitationId };
        },
      }),
    removeParticipant: ({ participant, operationContext, type }, origin) => {
      const call = connectionOf(client, origin);
      const send = () =>
        call
          .removeParticipant(identifierOf(participant), { operationContext })
          .then(() => undefined);
      return deliver({ command: type, origin, isRepeatable: true, send });
    },
    cancelAddParticipant: ({ invitationId, operationContext, type }, origin) => {
      const call = connectionOf(client, origin);
      const send = () =>
        call
          .cancelAddParticipantOperation(invitationId, { operationContext })
          .then(() => undefined);
      return deliver({ command: type, origin, isRepeatable: true, send });
    },
    transfer: ({ to, transferee, ourNumber, context, operationContext, type }, origin) => {
      const call = connectionOf(client, origin);
      const send = () =>
        call
          .transferCallToParticipant(phoneOf(to), {
            operationContext,
            sourceCallIdNumber: phoneOf(ourNumber),
            customCallingContext: callingContext(context),
            ...(transferee === undefined ? {} : { transferee: identifierOf(transferee) }),
          })
          .then(() => undefined);
      return deliver({ command: type, origin, isRepeatable: true, send });
    },
    async lookUpParticipant({ participant }, origin): Promise<PartInCall> {
      try {
        const call = connectionOf(client, origin);
        const { isOnHold } = await call.getParticipant(identifierOf(participant));
        return isOnHold ? 'on-hold' : 'talking';
      } catch (error) {
        return refusalOf(error).code === 404 ? 'absent' : 'unknown';
      }
    },
    lookUp: (callConnectionId) => lookUp(client, callConnectionId),
  };
}

/** How the call stands, and who is in it: the app itself is an `8:acs:` user among them (section 9.2). */
async function lookUp(client: CallAutomationClient, callConnectionId: string): Promise<CallLookup> {
  try {
    const call = client.getCallConnection(callConnectionId);
    const { callConnectionState: state } = await call.getCallConnectionProperties();
    if (state === 'disconnected' || state === 'disconnecting') return { is: 'gone' };
    const { values = [] } = await call.listParticipants();
    return { is: 'connected', roster: values.flatMap(rosterEntry) };
  } catch (error) {
    return { is: refusalOf(error).code === 404 ? 'gone' : 'unknown' };
  }
}

function rosterEntry({ identifier, isOnHold = false }: CallParticipant): RosterEntry[] {
  const rawId = identifier && rawIdOf(identifier);
  return rawId ? [{ rawId, isOnHold }] : [];
}

function rawIdOf(identifier: NonNullable<CallParticipant['identifier']>): string | undefined {
  if ('rawId' in identifier && identifier.rawId) return identifier.rawId;
  if ('phoneNumber' in identifier) return `4:${identifier.phoneNumber}`;
  return 'communicationUserId' in identifier ? identifier.communicationUserId : undefined;
}

/** How long a value may be that goes along: a SIP header is a line. */
const LONGEST_VALUE = 64;

/**
 * What the other phone is told: the call's id as `User-To-User`, and what was keyed in as `X-MS-Custom-<name>`; users of ACS get the
 * same as VoIP headers (ACS protocol reference, section 6).
 */
function callingContext({ callId, values }: CallingContext): CustomCallingContext {
  const told = Object.entries(values).map(([key, value]) => ({
    key,
    value: value.slice(0, LONGEST_VALUE),
  }));
  return [
    { kind: 'sipuui', key: '', value: callId },
    ...told.map((one) => ({ kind: 'sipx' as const, ...one })),
    ...[{ key: 'callId', value: callId }, ...told].map((one) => ({
      kind: 'voip' as const,
      ...one,
    })),
  ];
}
