import { prompt } from '../asking.ts';
import { heedKey } from '../callback/key.ts';
import type { OperationContext, Play } from '../commands.ts';
import { drafted, type Part, sendDraft } from '../drafting.ts';
import { escalationOf } from '../escalation/escalation.ts';
import type { CallEvent, MediaEvent, QueuePlaced, RecognizeCompleted } from '../events.ts';
import type { Flow } from '../flow.ts';
import { takeOffHold } from '../holding.ts';
import { secondsBetween } from '../iso-time.ts';
import { arm } from '../sending.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { joinCommands } from './joining.ts';
import type { QueuePlace } from './spot.ts';
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
      isDue && queue.is === 'waiting' ? lookUpPlace(state) : playMusic(flow, state, seconds),
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

function lookUpPlace(before: CallState): Draft {
  const queue = waitingOf(before) as Waiting;
  return {
    state: before,
    wanted: [{ type: 'lookUpPlace', spot: queue.spot, isOptional: true }],
  };
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

/** The caller's place, as it is at this moment: it is told at once. Where nobody knows it, they hear music. */
export function afterQueuePlace(flow: Flow, before: CallState, event: QueuePlaced): Turn {
  const { place, at } = event;
  const queue = waitingOf(before);
  const { offer, isPrompting, isGivenUp } = escalationOf(before);
  if (!queue || offer || isPrompting || isGivenUp) return { state: before, commands: [] };
  const told = withWaiting(before, { ...queue, announcedAt: at });
  return sendDraft(place ? announce(flow, told, place) : waitOn(flow, told, at), at);
}

/** How the contexts of announcements begin, and those of the music between them; no other command's does. */
const ANNOUNCEMENT = 'queue:';
const MUSIC = 'queue-music:';

/** Whether an event tells no more than that a caller in line begins to hear what was asked for: only its end means something. */
export function isBeginningOfWait({ type, ...event }: CallEvent): boolean {
  const context = ('operationContext' in event && event.operationContext) || '';
  return type === 'PlayStarted' && (context.startsWith(ANNOUNCEMENT) || context.startsWith(MUSIC));
}

/** The context of the announcement in a turn, of which there is one at most. */
export function announcementOf(turn: number): OperationContext {
  return `${ANNOUNCEMENT}${turn}`;
}

/** Whether what the caller hears, or heard last, before they go on waiting is their place in line. */
export function isAnnouncement({ escalation }: CallState): boolean {
  return escalation?.words?.startsWith(ANNOUNCEMENT) === true;
}

/** An announcement is waited for as the first words are: an agent who comes meanwhile is spoken to when it is over. */
function announce(flow: Flow, before: CallState, place: QueuePlace): Draft {
  const queue = waitingOf(before) as Waiting;
  const text = announcement(queueNamed(flow, queue.spot.queue).announce, place);
  const words = announcementOf(before.turn + 1);
  const play: Play = {
    type: 'play',
    operationContext: words,
    prompt: prompt(flow, before, text),
    interrupt: before.open.length > 0,
    isOptional: true,
  };
  const escalation = { ...escalationOf(before), isPrompting: true, words };
  return { state: { ...before, open: [], escalation }, wanted: [play] };
}

function announcement(text: string, { position, waitSeconds }: QueuePlace): string {
  const minutes = Math.max(1, Math.ceil(waitSeconds / 60));
  const values: Record<string, number> = { position, minutes };
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
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
