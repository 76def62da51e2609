import type {
  CallAutomationClient,
  CallMedia,
  FileSource,
  TextSource,
} from '@azure/communication-call-automation';
import type { Play, Prompt, Recognize } from '../calls/commands.ts';
import type { Origin, Telephony } from '../calls/ports.ts';
import { connectionOf, identifierOf } from './acs-participant.ts';
import type { Deliver } from './acs-requests.ts';
import { wireTones } from './acs-tones.ts';
import type { Config } from './config.ts';
import { encodeChecks } from './entry-checks.ts';

type Media = Pick<Telephony, 'play' | 'recognize' | 'cancelAllMedia'>;

/** The commands that speak and listen (ACS protocol reference, section 5): none has repeatability, none is sent twice. */
export function mediaCommands(
  client: CallAutomationClient,
  deliver: Deliver,
  config: Config,
): Media {
  const mediaOf = (origin: Origin) => connectionOf(client, origin).getCallMedia();
  return {
    play: ({ operationContext, interrupt, to, loop = false, ...play }, origin) => {
      const media = mediaOf(origin);
      const sources = sourcesOf(config, play);
      const how = { operationContext, loop };
      const send = () =>
        (to === undefined
          ? media.playToAll(sources, { ...how, interruptCallMediaOperation: interrupt })
          : media.play(sources, [identifierOf(to)], how)
        ).then(() => undefined);
      return deliver({ command: 'play', origin, isRepeatable: false, send });
    },
    recognize: (command, origin) => {
      const media = mediaOf(origin);
      const callback = sealedCallback(command, origin, config);
      const source = sourceOf(config, command.prompt);
      const send = () => recognize(media, command, source, callback).then(() => undefined);
      return deliver({ command: 'recognize', origin, isRepeatable: false, send });
    },
    cancelAllMedia: (origin) => {
      const media = mediaOf(origin);
      const send = () => media.cancelAllOperations().then(() => undefined);
      return deliver({ command: 'cancelAllMedia', origin, isRepeatable: false, send });
    },
  };
}

/** Every option that the service might have a default of its own for is sent (ACS protocol reference, section 16). */
async function recognize(
  media: CallMedia,
  command: Recognize,
  playPrompt: TextSource | FileSource,
  callback: { operationCallbackUrl?: string },
): Promise<void> {
  const { stopTones } = command;
  await media.startRecognizing(identifierOf(command.participant), {
    kind: 'callMediaRecognizeDtmfOptions',
    operationContext: command.operationContext,
    ...callback,
    playPrompt,
    maxTonesToCollect: command.maxTones,
    stopDtmfTones: stopTones.length > 0 ? wireTones(stopTones) : undefined,
    initialSilenceTimeoutInSeconds: command.initialSilenceSeconds,
    interToneTimeoutInSeconds: command.interToneSeconds,
    interruptPrompt: command.bargeIn,
    interruptCallMediaOperation: command.interrupt,
  });
}

/** Secret keys go to an address of their own, where they are sealed: the route decides, no context can be lost on the way. */
function sealedCallback({ sealed }: Recognize, { callId }: Origin, { callbackBaseUrl }: Config) {
  if (!sealed) return {};
  const checks = encodeChecks(sealed);
  return { operationCallbackUrl: `${callbackBaseUrl}/api/calls/${callId}/sealed?checks=${checks}` };
}

/** What is played in one go, in its order. */
function sourcesOf(
  config: Config,
  { prompt, times = 1, music }: Pick<Play, 'prompt' | 'times' | 'music'>,
) {
  const prompts = [{ prompt, times }, ...(music ? [music] : [])];
  return prompts.flatMap((one) =>
    Array.from({ length: one.times }, () => sourceOf(config, one.prompt)),
  );
}

/** A prompt as the voice speaks it, or as its recording. */
function sourceOf(
  config: Config,
  { text, language, voice, file }: Prompt,
): TextSource | FileSource {
  if (file !== undefined) return audioFile(config, file);
  return { kind: 'textSource', text, sourceLocale: language, voiceName: voice };
}

/** A file of `flows/audio`, at the address where the function `audio` serves it: ACS fetches it from there. */
export function audioFile({ callbackBaseUrl }: Config, name: string): FileSource {
  return { kind: 'fileSource', url: `${callbackBaseUrl}/api/audio/${name}` };
}
