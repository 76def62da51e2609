import { heedKey } from '../callback/key.ts';
import { drafted, nothing, type Part, sendDraft } from '../drafting.ts';
import { escalationOf } from '../escalation/escalation.ts';
import type { CallEvent, MediaEvent, QueuePlaced, RecognizeCompleted } from '../events.ts';
import type { Flow } from '../flow.ts';
import { takeOffHold } from '../holding.ts';
import { secondsBetween } from '../iso-time.ts';
import { arm } from '../sending.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { announce, announced, isAnnouncement, isOfAnnouncement, tellPlace } from './announcing.ts';
import { joinCommands } from './joining.ts';
import { isOfMusic, playMusic } from './music.ts';
import { queueNamed, type Waiting, waitingOf, withWaiting } from './waiting.ts';

/**
 * What a caller hears who waits and is offered to nobody: their place when it is due with music behind it, else music until it is. The end
 * of the music is the tick, so nothing else has to keep the time.
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

/**
 * The same for one whose offer came to nothing: what is said to them goes on, and the key that an announcement tells of acts again.
 */
export function waitAgain(flow: Flow, before: CallState, at: string): Draft {
  if (!escalationOf(before).isPrompting) return waitOn(flow, before, at);
  return isAnnouncement(before) ? heedKey(flow, before) : nothing(before);
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

/** The caller's place was looked for and told. Where nobody knows it, they hear music. */
export function afterQueuePlace(flow: Flow, before: CallState, event: QueuePlaced): Turn {
  const { place, announced: operationContext, at } = event;
  const queue = waitingOf(before);
  if (queue && place && operationContext !== undefined) {
    return { state: announced(flow, before, place, { operationContext, at }), commands: [] };
  }
  const { offer, isPrompting, isGivenUp } = escalationOf(before);
  if (!queue || offer || isPrompting || isGivenUp) return { state: before, commands: [] };
  const open = before.open.filter((one) => !isOfAnnouncement(one));
  const told = withWaiting({ ...before, open }, { ...queue, announcedAt: at });
  return sendDraft(place ? announce(flow, told, place) : waitOn(flow, told, at), at);
}

/** Whether an event tells no more than that a caller in line begins to hear what was asked for: only its end means something. */
export function isBeginningOfWait({ type, ...event }: CallEvent): boolean {
  const context = 'operationContext' in event ? event.operationContext : undefined;
  return type === 'PlayStarted' && (isOfAnnouncement(context) || isOfMusic(context));
}

/**
 * The music has ended: it is time to tell the caller their place. Where it cannot be played, a deadline is the tick; where it was to
 * follow an announcement in one go, it or the voice may have failed, and each is tried by itself from then on.
 */
export function afterQueueMusic(
  flow: Flow,
  before: CallState,
  { type, at }: MediaEvent | RecognizeCompleted,
): Turn {
  const queue = waitingOf(before);
  const state = withoutMusic(before);
  if (!queue || escalationOf(state).offer) return { state, commands: [] };
  if (type !== 'PlayFailed') return sendDraft(waitOn(flow, state, at), at);
  if (isOfAnnouncement(queue.music)) return tellApart(flow, before, at);
  return sendDraft(waitInSilence(flow, at)(state), at);
}

/**
 * The music was refused: it may be too much in one go. From then on it is played once and without words before it; if it is refused
 * again, there is none until the next announcement.
 */
export function queueMusicRefused(flow: Flow, before: CallState, at: string): Turn {
  const queue = waitingOf(before);
  const state = withoutMusic(before);
  if (!queue || escalationOf(before).offer) return { state, commands: [] };
  if (isOfAnnouncement(queue.music)) return tellApart(flow, before, at);
  if (queue.once) return sendDraft(waitInSilence(flow, at)(state), at);
  const once = withoutMusic(before, { once: true });
  return sendDraft(playMusic(flow, once, secondsUntilDue(flow, queue, at)), at);
}

/** Words and music in one go came to nothing: the place is told by itself. */
function tellApart(flow: Flow, before: CallState, at: string): Turn {
  const apart = withoutMusic(before, { once: true, announcedAt: undefined });
  return sendDraft(waitOn(flow, apart, at), at);
}

function withoutMusic(before: CallState, but: Partial<Waiting> = {}): CallState {
  const queue = waitingOf(before);
  return queue ? withWaiting(before, { ...queue, music: undefined, ...but }) : before;
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
