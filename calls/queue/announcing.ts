import { prompt } from '../asking.ts';
import type { OperationContext, Play, Prompt } from '../commands.ts';
import { escalationOf } from '../escalation/escalation.ts';
import type { Flow } from '../flow.ts';
import { spokenSeconds } from '../quiet.ts';
import { note } from '../recording.ts';
import { original } from '../settling.ts';
import type { CallState, Draft } from '../state.ts';
import { commandWords } from '../words.ts';
import { musicOfLine } from './music.ts';
import type { QueuePlace } from './spot.ts';
import { queueNamed, type Waiting, waitingOf, withWaiting } from './waiting.ts';

/** How the contexts of announcements begin; no other command's does. */
const ANNOUNCEMENT = 'queue:';

/** Whether an operation is an announcement. */
export function isOfAnnouncement(
  operationContext: OperationContext | undefined,
): operationContext is OperationContext {
  return operationContext?.startsWith(ANNOUNCEMENT) === true;
}

/** The context of the announcement in a turn, of which there is one at most. */
export function announcementOf(turn: number): OperationContext {
  return `${ANNOUNCEMENT}${turn}`;
}

/** Whether what the caller hears, or heard last, before they go on waiting is their place in line. */
export function isAnnouncement({ escalation }: CallState): boolean {
  return isOfAnnouncement(escalation?.words);
}

/**
 * Has the caller's place looked for, and told to them as soon as it is known, with the music behind it in the same request: nothing is
 * waited for in between.
 */
export function tellPlace(flow: Flow, before: CallState): Draft {
  const { spot } = waitingOf(before) as Waiting;
  const announce = template(flow, before);
  return {
    state: { ...before, open: [...before.open, announce.operationContext] },
    wanted: [{ type: 'lookUpPlace', spot, announce, isOptional: true }],
  };
}

/** Says the place in a turn of its own: the activity of an earlier release, of a call that began with it, has only looked for it. */
export function announce(flow: Flow, before: CallState, place: QueuePlace): Draft {
  const { music: _music, ...said } = announcement(template(flow, before), place);
  const state = withWords({ ...before, open: [] }, said.operationContext);
  return { state, wanted: [said] };
}

/** The state of a caller who hears their place, and then music; `operationContext` is that of both. */
export function announced(
  flow: Flow,
  before: CallState,
  place: QueuePlace,
  { operationContext, at }: { operationContext: OperationContext; at: string },
): CallState {
  const queue = waitingOf(before) as Waiting;
  const said = announcement(template(flow, before), place);
  const told = note(before, { at, kind: 'command', type: said.type, ...commandWords(said) });
  const context = original(operationContext);
  const music = said.music && context;
  const state = withWaiting(told, { ...queue, announcedAt: at, music, tick: undefined });
  const open = [operationContext];
  return music ? { ...state, open } : withWords({ ...state, open }, context);
}

/** Without music behind it an announcement is waited for as the first words are: an agent who comes meanwhile is spoken to when it is over. */
export function withWords(state: CallState, words: OperationContext): CallState {
  return { ...state, escalation: { ...escalationOf(state), isPrompting: true, words } };
}

/** What tells a place: the gaps for it are filled. */
export function announcement(
  { prompt: { text, ...voice }, ...play }: Play,
  { position, waitSeconds }: QueuePlace,
): Play {
  const minutes = Math.max(1, Math.ceil(waitSeconds / 60));
  const values: Record<string, number> = { position, minutes };
  const told = text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
  return { ...play, prompt: { text: told, ...voice } };
}

function template(flow: Flow, before: CallState): Play {
  const queue = waitingOf(before) as Waiting;
  const said = words(flow, before);
  const { everySeconds } = queueNamed(flow, queue.spot.queue);
  const seconds = everySeconds - spokenSeconds(said);
  return {
    type: 'play',
    operationContext: announcementOf(before.turn + 1),
    prompt: said,
    ...(queue.once ? {} : { music: musicOfLine(flow, queue, { seconds, said: 1 }) }),
    interrupt: before.open.length > 0,
    isOptional: true,
  };
}

/** What is said of a place, with gaps for it: they are filled by whoever looks for it, whatever else in the call has their names. */
export function words(flow: Flow, before: CallState): Prompt {
  const { spot } = waitingOf(before) as Waiting;
  const collected = withoutPlace(before.collected);
  const looked = withoutPlace(before.looked ?? {});
  return prompt(flow, { ...before, collected, looked }, queueNamed(flow, spot.queue).announce);
}

function withoutPlace(values: Record<string, string>): Record<string, string> {
  const { position: _position, minutes: _minutes, ...others } = values;
  return others;
}
