import {
  type CallAutomationClient,
  KnownCallRejectReason,
} from '@azure/communication-call-automation';
import type { Telephony } from '../calls/ports.ts';
import { connectionOf, phoneOf } from './acs-participant.ts';
import type { Deliver } from './acs-requests.ts';
import type { Config } from './config.ts';

type CallControl = Pick<Telephony, 'answer' | 'createCall' | 'hangUp' | 'reject'>;

/** The commands that make and end calls (ACS protocol reference, section 5). All of them may be sent a second time. */
export function callControl(
  client: CallAutomationClient,
  deliver: Deliver,
  config: Config,
): CallControl {
  return {
    answer: ({ incomingCallContext, operationContext }, origin) =>
      deliver({
        command: 'answer',
        origin,
        isRepeatable: true,
        secret: incomingCallContext,
        async send() {
          const { callConnectionProperties } = await client.answerCall(
            incomingCallContext,
            callbackUrl(config, origin.callId),
            { operationContext, ...intelligence(config) },
          );
          return { callConnectionId: callConnectionProperties.callConnectionId };
        },
      }),
    createCall: ({ to, from, operationContext }, origin) =>
      deliver({
        command: 'createCall',
        origin,
        isRepeatable: true,
        async send() {
          const { callConnectionProperties } = await client.createCall(
            to.startsWith('8:')
              ? { targetParticipant: { communicationUserId: to } }
              : { targetParticipant: phoneOf(to), sourceCallIdNumber: phoneOf(from) },
            callbackUrl(config, origin.callId),
            { operationContext, ...intelligence(config) },
          );
          return { callConnectionId: callConnectionProperties.callConnectionId };
        },
      }),
    hangUp: (_command, origin) => {
      const call = connectionOf(client, origin);
      const send = () => call.hangUp(true).then(() => undefined);
      return deliver({ command: 'hangUp', origin, isRepeatable: true, send });
    },
    reject: ({ incomingCallContext }, origin) =>
      deliver({
        command: 'reject',
        origin,
        isRepeatable: false, // by Event Grid, which tells of the ring again
        secret: incomingCallContext,
        async send() {
          const callRejectReason = KnownCallRejectReason.Busy;
          await client.rejectCall(incomingCallContext, { callRejectReason });
          return undefined;
        },
      }),
  };
}

function callbackUrl({ callbackBaseUrl }: Config, callId: string): string {
  return `${callbackBaseUrl}/api/calls/${callId}/events`;
}

/** Spoken text needs an Azure AI resource, named when the call is made or answered (ACS protocol reference, section 6). */
function intelligence({ speechEndpoint }: Config) {
  return speechEndpoint
    ? { callIntelligenceOptions: { cognitiveServicesEndpoint: speechEndpoint } }
    : {};
}
