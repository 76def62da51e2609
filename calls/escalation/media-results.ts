import { prompt } from '../asking.ts';
import { areLastWords } from '../callback/call-back.ts';
import { afterLastWords } from '../callback/caller-leg.ts';
import { nothing, sendDraft } from '../drafting.ts';
import type { MediaEvent, RecognizeCompleted } from '../events.ts';
import type { Flow } from '../flow.ts';
import { isMusic, musicEnded } from '../holding.ts';
import { withTaken } from '../key-stream.ts';
import { isAnnouncement } from '../queue/announcing.ts';
import { isQueueMusic } from '../queue/waiting.ts';
import { afterQueueMusic, waitOn } from '../queue/waiting-on.ts';
import { heard } from '../recognition.ts';
import { send } from '../sending.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { streamOf, withStream } from '../streams.ts';
import { escalateStep, escalationOf, isFirstWords, saysFirstWords } from './escalation.ts';
import { giveUp } from './giving-up.ts';
import { afterNumber, NUMBER_END } from './handing-over.ts';
import { afterWhisper, callerWaits } from './whispering.ts';

/** What the result of a media operation means while a person is on the way, or there. */
export function afterEscalationMedia(
  flow: Flow,
  before: CallState,
  event: MediaEvent | RecognizeCompleted,
): Turn {
  const { operationContext = '', at } = event;
  const open = before.open.filter((context) => context !== operationContext);
  const wasFirst = isFirstWords(before, operationContext);
  const state = { ...before, open };
  if (isMusic(operationContext)) return { state: musicEnded(state), commands: [] };
  if (areLastWords(before, operationContext)) return afterLastWords(state, at);
  if (isQueueMusic(before, operationContext)) return afterQueueMusic(flow, state, event);
  if (wasFirst && escalationOf(before).isPrompting) return afterFirstWords(flow, state, event);
  if (!event.type.startsWith('Recognize')) return { state, commands: [] };
  switch (escalationOf(state).offer?.stage) {
    case 'whispering':
      return afterWhisper(flow, state, heard(event, []), at);
    case 'keying': {
      const result = heard(event, [NUMBER_END]);
      return afterNumber(flow, withKeysTaken(state, event, result.digits), result, at);
    }
    default:
      return { state, commands: [] };
  }
}

/** The first words are over; a recording that cannot be played is spoken instead. */
function afterFirstWords(
  flow: Flow,
  before: CallState,
  { type, at }: MediaEvent | RecognizeCompleted,
): Turn {
  const { position } = before;
  const { say } = escalateStep(flow, escalationOf(before).step);
  const isRecorded = flow.recordings[say] !== undefined && !isAnnouncement(before);
  if (type !== 'PlayFailed' || !isRecorded || !position || position.attempts.failed > 0) {
    return endFirstWords(flow, before, at);
  }
  const attempts = { ...position.attempts, failed: 1 };
  const state = { ...before, position: { ...position, attempts, turn: before.turn + 1 } };
  const spoken = prompt(flow, state, say);
  const play = { type: 'play', prompt: spoken, interrupt: false, isOptional: true } as const;
  return saysFirstWords(send(state, [play], at));
}

/** The caller has heard the first words, or will not: they are on hold from here on, unless nobody is left to wait for. */
export function endFirstWords(flow: Flow, before: CallState, at: string): Turn {
  return wordsOver(flow, nothing(before), at);
}

/** The same behind what a turn begins with. */
export function wordsOver(flow: Flow, { state: before, wanted }: Draft, at: string): Turn {
  const escalation = escalationOf(before);
  const state = { ...before, escalation: { ...escalation, isPrompting: false } };
  if (escalation.isGivenUp) return giveUp(flow, { state, wanted }, at);
  const isInLine = escalation.queue !== undefined && !escalation.offer;
  const next = isInLine ? waitOn(flow, state, at) : callerWaits(flow, state);
  return sendDraft({ state: next.state, wanted: [...wanted, ...next.wanted] }, at);
}

/** The agent's number is told by its recognition: its keys steer nothing. */
function withKeysTaken(
  state: CallState,
  event: MediaEvent | RecognizeCompleted,
  digits: string,
): CallState {
  const stream = streamOf(state, 'agent');
  if (!stream) return state;
  const reported = event.digits ?? '';
  const isStopTold = reported.length > digits.length;
  const extra = event.subCode === 8514 && !isStopTold ? 1 : 0;
  return withStream(
    state,
    'agent',
    withTaken(stream, { digits: reported, extra, from: stream.settled }),
  );
}
