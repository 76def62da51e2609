import type {
  CallAutomationClient,
  CallMedia,
  DtmfTone,
  TextSource,
} from '@azure/communication-call-automation';
import type { Prompt, Recognize } from '../calls/commands.ts';
import type { Log, Origin, Telephony } from '../calls/ports.ts';
import { toneName } from '../calls/tones.ts';
import { acsClient } from './acs-client.ts';
import { refusalOf } from './acs-refusal.ts';
import { acsRequests, type Waiting } from './acs-requests.ts';
import type { Config } from './config.ts';

export interface TelephonyOptions {
  config: Config;
  clock: Waiting;
  log?: Log;
  /** Milliseconds of real time that one request may take; default 5 s. */
  timeoutMs?: number;
}

/**
 * The phone service behind the official SDK. Refusals, time-outs and outages come back as values; throws only, and at once, for
 * a connection string that cannot be used.
 */
export function openTelephony(options: TelephonyOptions): Telephony {
  const { config, clock, log = () => {}, timeoutMs = 5_000 } = options;
  const client = acsClient(config.acs, timeoutMs);
  const deliver = acsRequests(clock, log);

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
            `${config.callbackBaseUrl}/api/calls/${origin.callId}/events`,
            { operationContext, ...intelligence(config) },
          );
          return { callConnectionId: callConnectionProperties.callConnectionId };
        },
      }),
    hangUp: (_command, origin) => {
      const call = client.getCallConnection(connectionId(origin));
      const send = () => call.hangUp(true).then(() => undefined);
      return deliver({ command: 'hangUp', origin, isRepeatable: true, send });
    },
    play: ({ prompt, operationContext }, origin) => {
      const media = mediaOf(client, origin);
      // nothing else plays when a prompt goes out; if something does, it is heard to its end
      const how = { operationContext, loop: false, interruptCallMediaOperation: false };
      const send = () => media.playToAll([spoken(prompt)], how).then(() => undefined);
      return deliver({ command: 'play', origin, isRepeatable: false, send });
    },
    recognize: (command, origin) => {
      const media = mediaOf(client, origin);
      const send = () => recognize(media, command).then(() => undefined);
      return deliver({ command: 'recognize', origin, isRepeatable: false, send });
    },
    cancelAllMedia: (origin) => {
      const media = mediaOf(client, origin);
      const send = () => media.cancelAllOperations().then(() => undefined);
      return deliver({ command: 'cancelAllMedia', origin, isRepeatable: false, send });
    },
    lookUp: (callConnectionId) => lookUp(client, callConnectionId),
  };
}

/** Every option that the service might have a default of its own for is sent (ACS protocol reference, section 16). */
async function recognize(media: CallMedia, command: Recognize): Promise<void> {
  const { participant, stopTones } = command;
  const caller = {
    phoneNumber: participant,
    rawId: `4:${participant}`, // `4:anonymous` if withheld (section 4)
    isAnonymous: participant === 'anonymous',
  };
  await media.startRecognizing(caller, {
    kind: 'callMediaRecognizeDtmfOptions',
    operationContext: command.operationContext,
    playPrompt: spoken(command.prompt),
    maxTonesToCollect: command.maxTones,
    stopDtmfTones:
      stopTones.length > 0 ? stopTones.map((key) => toneName(key) as DtmfTone) : undefined,
    initialSilenceTimeoutInSeconds: command.initialSilenceSeconds,
    interToneTimeoutInSeconds: command.interToneSeconds,
    interruptPrompt: command.bargeIn,
    interruptCallMediaOperation: false,
  });
}

async function lookUp(
  client: CallAutomationClient,
  callConnectionId: string,
): Promise<'connected' | 'gone' | 'unknown'> {
  try {
    const call = client.getCallConnection(callConnectionId);
    const { callConnectionState: state } = await call.getCallConnectionProperties();
    return state === 'disconnected' || state === 'disconnecting' ? 'gone' : 'connected';
  } catch (error) {
    return refusalOf(error).code === 404 ? 'gone' : 'unknown';
  }
}

function mediaOf(client: CallAutomationClient, origin: Origin): CallMedia {
  return client.getCallConnection(connectionId(origin)).getCallMedia();
}

function connectionId({ callConnectionId }: Origin): string {
  if (!callConnectionId) throw new Error('a call must be answered before it can be steered');
  return callConnectionId;
}

function spoken({ text, language, voice }: Prompt): TextSource {
  return { kind: 'textSource', text, sourceLocale: language, voiceName: voice };
}

/** Spoken text needs an Azure AI resource, named when the call is answered (ACS protocol reference, section 6). */
function intelligence({ speechEndpoint }: Config) {
  return speechEndpoint
    ? { callIntelligenceOptions: { cognitiveServicesEndpoint: speechEndpoint } }
    : {};
}
