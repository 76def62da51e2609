import type { Command } from './commands.ts';
import type { Decision } from './decision.ts';
import { agentCommandWords } from './escalation/command-words.ts';
import { agentEventWords } from './escalation/event-words.ts';
import type { CallEvent } from './events.ts';
import { answerWords } from './lookup/words.ts';
import type { TimelineRow } from './rows.ts';

type Told = Pick<TimelineRow, 'words' | 'data'>;

/** A command as a line of the timeline. What is secret in a command is not told. */
export function commandWords(command: Command): Told {
  switch (command.type) {
    case 'answer':
      return { words: 'answers' };
    case 'play':
      if (command.loop || command.times)
        return { words: `plays ${command.prompt.file} to the caller` };
      return {
        words: `${command.to === undefined ? 'says' : 'tells the agent'}: ${command.prompt.text}`,
        ...(command.music && { data: { music: command.music.prompt.file ?? '' } }),
      };
    case 'recognize':
      return {
        words: `asks: ${command.prompt.kept ?? command.prompt.text}`,
        data: {
          maxTones: command.maxTones,
          stopTones: command.stopTones.join(''),
          initialSilenceSeconds: command.initialSilenceSeconds,
          interToneSeconds: command.interToneSeconds,
          bargeIn: command.bargeIn,
        },
      };
    case 'createCall':
      return { words: 'dials' };
    case 'startContinuousDtmfRecognition':
      return { words: 'follows every key', data: { context: command.operationContext } };
    case 'stopContinuousDtmfRecognition':
      return { words: 'no longer follows keys', data: { context: command.operationContext } };
    case 'sendDtmfTones':
      return { words: `sends ${command.tones.join(' ')}` };
    case 'armDeadline':
      return { words: `waits ${command.ms} ms`, data: { deadline: command.deadline } };
    case 'startLookup':
      return { words: `asks ${command.endpoint}`, data: { lookup: command.lookup } };
    case 'hangUp':
      return { words: 'hangs up' };
    default:
      return agentCommandWords(command);
  }
}

/** An event as a line of the timeline, with the reason when it has no effect. */
export function eventWords(event: CallEvent, ignored?: string): Told {
  const words = ignored ? `${happened(event)} (ignored: ${ignored})` : happened(event);
  const data: Record<string, string | number> = {};
  if ('code' in event && event.code !== undefined) data.code = event.code;
  if ('subCode' in event && event.subCode !== undefined) data.subCode = event.subCode;
  if ('operationContext' in event && event.operationContext !== undefined) {
    data.operationContext = event.operationContext;
  }
  return { words, data };
}

function happened(event: CallEvent): string {
  switch (event.type) {
    case 'Answered':
      return 'ACS took the answer';
    case 'CallConnected':
      return 'connected';
    case 'CallDisconnected':
      return 'the call is over';
    case 'AnswerFailed':
      return 'the call could not be answered';
    case 'PlayStarted':
      return 'the prompt begins';
    case 'PlayCompleted':
      return 'the prompt was heard to its end';
    case 'PlayFailed':
      return 'the prompt could not be played';
    case 'PlayCanceled':
      return 'the prompt was cut off';
    case 'RecognizeCompleted':
      if (event.sealed) return `the caller keyed ${event.sealed.length} secret digits`;
      return event.digits ? `the caller keyed ${event.digits}` : 'the caller keyed nothing';
    case 'RecognizeFailed':
      return recognizeFailed(event.subCode);
    case 'RecognizeCanceled':
      return 'listening was cut off';
    case 'ContinuousDtmfRecognitionToneReceived':
      return `key number ${event.sequenceId}`;
    case 'ContinuousDtmfRecognitionToneFailed':
      return 'following keys failed';
    case 'ContinuousDtmfRecognitionStopped':
      return 'following keys ended';
    case 'SendDtmfTonesCompleted':
      return 'the keys were sent';
    case 'SendDtmfTonesFailed':
      return 'the keys could not be sent';
    case 'CreateCallFailed':
      return 'nobody took the call';
    case 'Deadline':
      return `time ${event.deadline} has come`;
    case 'LookupAnswered':
      return answerWords(event);
    case 'ParticipantsUpdated':
      return `${event.participants.length} in the call`;
    case 'CallSilent':
      return event.state === 'gone'
        ? 'nothing was heard for long, and ACS no longer knows the call'
        : 'nothing was heard for long, though the call is still up';
    case 'CommandFailed':
      return `ACS refused ${event.command}`;
    case 'Other':
      return `${event.acsType}, which this line does nothing with`;
    default:
      return agentEventWords(event);
  }
}

function recognizeFailed(subCode: number | undefined): string {
  switch (subCode) {
    case 8510:
      return 'silence';
    case 8532:
      return 'the caller stopped keying';
    default:
      return 'listening failed';
  }
}

/** A decision as a line of the timeline. */
export function decisionWords(decision: Decision): string {
  switch (decision.to) {
    case 'step':
      return `goes on to ${decision.step}`;
    case 'fallback':
      return `gives up: ${decision.because}`;
    case 'again':
      return 'asks again';
    case 'confirm':
      return 'reads the entry back';
    case 'kept':
      return `keeps the entry and goes on to ${decision.step}`;
    case 'entry':
    case 'entry-again':
      return 'asks for the entry anew';
    case 'more-time':
      return 'asks whether more time is needed';
    case 'operator':
      return 'goes to the operator';
    case 'sensitive-again':
      return 'offers a person, or to enter again';
  }
}
