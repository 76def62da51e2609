import { heedKey } from '../callback/key.ts';
import type { Play } from '../commands.ts';
import { drafted, type Part, sendDraft } from '../drafting.ts';
import { escalationOf } from '../escalation/escalation.ts';
import type { CallEvent, MediaEvent, QueuePlaced, RecognizeCompleted } from '../events.ts';
import type { Flow } from '../flow.ts';
import { takeOffHold } from '../holding.ts';
import { secondsBetween } from '../iso-time.ts';
import { arm } from '../sending.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { announce, announced, isOfAnnouncement, tellPlace } from './announcing.ts';
import { joinCommands } from './joining.ts';
import { queueNamed, type Waiting, waitingOf, withWaiting } from './waiting.ts';

/** Music is played so often in one go, at most: ACS takes several sources, how many is not documented (ACS protocol reference, section 6). */
const MOST_TIMES = 10;

/**
 * What a caller hears who waits and is offered to nobody: their place when it is due, else music until it is. The end of the music is
 * the tick, so nothing else has to keep the time.
 */
export function waitOn(flow: Flow, before: CallState, at: string): Draft {
  const queue = waitingOf(before);
  if (!queue) throw new Error('the caller waits in no queue');
  const { music } = queueNamed(flow, queue.spot.queue);
  const seconds = secondsUntilDue(flow, queue, at);
  // whichever end of the music is nearer to the time
  const isDue = seconds < music.seconds / 2;
  return drafted(
    before,
    takeOffHold,
    (state) => heedKey(flow, state),
    (state) =>
      isDue && queue.is === 'waiting' ? tellPlace(flow, state) : playMusic(flow, state, seconds),
    (state) => joinAgain(flow, state),
  );
}

function joinAgain(flow: Flow, state: CallState): Draft {
  const queue = waitingOf(state) as Waiting;
  const isHeldUp = queue.is === 'joining' && queue.back?.isHeldUp;
  return { state, wanted: isHeldUp ? joinCommands(flow, state, queue) : [] };
}

function secondsUntilDue(flow: Flow, { spot, announcedAt }: Waiting, at: string): number {
  const { everySeconds } = queueNamed(flow, spot.queue);
  return announcedAt === undefined ? 0 : everySeconds - secondsBetween(announcedAt, at);
}

/** What may still be playing, as its end was not told, is cut off. */
function playMusic(flow: Flow, before: CallState, seconds: number): Draft {
  const queue = waitingOf(before) as Waiting;
  const { music } = queueNamed(flow, queue.spot.queue);
  const most = queue.once ? 1 : MOST_TIMES;
  const times = Math.min(most, Math.max(1, Math.round(seconds / music.seconds)));
  const operationContext = `${MUSIC}${before.turn + 1}`;
  const play: Play = {
    type: 'play',
    operationContext,
    prompt: { text: '', language: '', voice: '', ...music },
    times,
    interrupt: before.open.length > 0,
    isOptional: true,
  };
  const state = withWaiting(before, { ...queue, music: operationContext, tick: undefined });
  return { state: { ...state, open: [] }, wanted: [play] };
}

/** The caller's place was looked for and told. Where nobody knows it, they hear music. */
export function afterQueuePlace(flow: Flow, before: CallState, event: QueuePlaced): Turn {
  const { place, announced: operationContext, at } = event;
  const queue = waitingOf(before);
  if (queue && place && operationContext !== undefined) {
    const told = withWaiting(before, { ...queue, announcedAt: at });
    return { state: announced(flow, told, place, { operationContext, at }), commands: [] };
  }
  const { offer, isPrompting, isGivenUp } = escalationOf(before);
  if (!queue || offer || isPrompting || isGivenUp) return { state: before, commands: [] };
  const open = before.open.filter((one) => !isOfAnnouncement(one));
  const told = withWaiting({ ...before, open }, { ...queue, announcedAt: at });
  return sendDraft(place ? announce(flow, told, place) : waitOn(flow, told, at), at);
}

/** How the contexts of the music between announcements begin; no other command's does. */
const MUSIC = 'queue-music:';

/** Whether an event tells no more than that a caller in line begins to hear what was asked for: only its end means something. */
export function isBeginningOfWait({ type, ...event }: CallEvent): boolean {
  const context = ('operationContext' in event && event.operationContext) || '';
  return type === 'PlayStarted' && (isOfAnnouncement(context) || context.startsWith(MUSIC));
}

/** The music has ended: it is time to tell the caller their place. Where it cannot be played, a deadline is the tick. */
export function afterQueueMusic(
  flow: Flow,
  before: CallState,
  { type, at }: MediaEvent | RecognizeCompleted,
): Turn {
  const state = withoutMusic(before);
  if (escalationOf(state).offer) return { state, commands: [] };
  const draft = type === 'PlayFailed' ? waitInSilence(flow, at)(state) : waitOn(flow, state, at);
  return sendDraft(draft, at);
}

/** The music was refused: it may be too often in one go. If it is refused again, there is none until the next announcement. */
export function queueMusicRefused(flow: Flow, before: CallState, at: string): Turn {
  const queue = waitingOf(before);
  const state = withoutMusic(before);
  if (!queue || escalationOf(before).offer) return { state, commands: [] };
  if (queue.once) return sendDraft(waitInSilence(flow, at)(state), at);
  const once = withWaiting(state, { ...queue, music: undefined, once: true });
  return sendDraft(playMusic(flow, once, secondsUntilDue(flow, queue, at)), at);
}

function withoutMusic(before: CallState): CallState {
  const queue = waitingOf(before);
  return queue ? withWaiting(before, { ...queue, music: undefined }) : before;
}

/** Milliseconds without music, at least: what cannot be played is not tried without a pause. */
const LEAST_SILENCE_MS = 5_000;

function waitInSilence(flow: Flow, at: string): Part {
  return (before) => {
    const queue = waitingOf(before) as Waiting;
    const ms = Math.max(LEAST_SILENCE_MS, secondsUntilDue(flow, queue, at) * 1_000);
    const { state, wanted } = arm(before, { what: 'queue-tick' }, ms);
    return {
      state: withWaiting(state, { ...queue, tick: state.deadlineCount }),
      wanted: [{ ...wanted, isOptional: true }],
    };
  };
}

/** The tick that stands for the end of the music. */
export function afterTick(flow: Flow, before: CallState, deadline: number, at: string): Turn {
  const queue = waitingOf(before);
  if (queue?.tick !== deadline || before.phase !== 'talking')
    return { state: before, commands: [] };
  const { offer, isPrompting } = escalationOf(before);
  const state = withWaiting(before, { ...queue, tick: undefined });
  if (offer || isPrompting) return { state, commands: [] };
  return sendDraft(waitOn(flow, state, at), at);
}
