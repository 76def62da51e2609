import { prompt, type Wanted } from '../asking.ts';
import { drafted, sendDraft } from '../drafting.ts';
import type { CommandFailed } from '../events.ts';
import type { Flow } from '../flow.ts';
import { nextNumber } from '../key-stream.ts';
import { send } from '../sending.ts';
import { type CallState, type DeadlineFor, NO_ATTEMPTS, type Turn } from '../state.ts';
import { stepOf } from './choice.ts';
import { giveUpLookup } from './ending.ts';
import { armStage, NEXT_STAGE, type Waiting, waitingFor } from './stages.ts';

/** After so many failures in a stage nothing is played until the next one, or the answer. */
const FAILURES = 3;

/** The time has come at which a caller who waits hears something, or waits no longer. */
export function afterLookupTime(
  flow: Flow,
  before: CallState,
  { lookup, stage }: Extract<DeadlineFor, { what: 'lookup' }>,
  at: string,
): Turn {
  const waiting = waitingFor(before);
  if (waiting?.lookup.id !== lookup) return { state: before, commands: [] };
  if (stage === 'stop') return giveUpLookup(flow, before, 'did not answer in time', at);
  const keysFrom = nextNumber(before.stream);
  const turn = before.turn + 1;
  const position = {
    ...waiting,
    turn,
    keysFrom,
    attempts: NO_ATTEMPTS,
    lookup: { id: lookup, stage },
  };
  const interrupt = before.open.length > 0;
  const draft = drafted(
    { ...before, position, open: [] },
    (state) => ({ state, wanted: [words(flow, state, position, interrupt)] }),
    (state) => armStage(state, lookup, NEXT_STAGE[stage]),
  );
  return sendDraft(draft, at);
}

/** What played for a caller who waits is over: music follows words, and where it cannot be played, words again. */
export function afterLookupMedia(
  flow: Flow,
  before: CallState,
  isPlayed: boolean,
  at: string,
): Turn {
  const waiting = waitingFor(before);
  if (!waiting) return { state: before, commands: [] };
  const { attempts, lookup } = waiting;
  const failed = attempts.failed + (isPlayed ? 0 : 1);
  if (failed >= FAILURES) return { state: before, commands: [] };
  const hasNoMusic = lookup.hasNoMusic || (lookup.isMusic && !isPlayed);
  const isMusic = !hasNoMusic && (isPlayed || attempts.failed > 0);
  const position: Waiting = {
    ...waiting,
    attempts: { ...attempts, failed },
    lookup: { ...lookup, isMusic, ...(hasNoMusic ? { hasNoMusic } : {}) },
  };
  const state: CallState = { ...before, position };
  const wanted = isMusic ? music(flow, position) : words(flow, state, position, false);
  return send(state, [wanted], at);
}

/**
 * A command of a lookup was refused. What cannot be said is said again, once: then the caller waits for the next stage, or the answer, in
 * silence. Without the request, or the deadline of the next stage, there is nothing to wait for.
 */
export function afterLookupRefusal(flow: Flow, before: CallState, event: CommandFailed): Turn {
  const { command, code, turn, at } = event;
  const isBegin = waitingFor(before)?.turn === turn;
  if (command === 'play' && (code !== 0 || !isBegin)) {
    return before.refusals > 1
      ? { state: before, commands: [] }
      : afterLookupMedia(flow, before, false, at);
  }
  return isBegin
    ? giveUpLookup(flow, before, 'it could not be asked', at)
    : { state: before, commands: [] };
}

function words(flow: Flow, state: CallState, position: Waiting, interrupt: boolean): Wanted {
  const { sorry, waiting } = stepOf(flow, position.step);
  const text =
    position.lookup.stage === 'sorry' && !position.lookup.hasNoMusic ? sorry.say : waiting;
  return { type: 'play', prompt: prompt(flow, state, text), interrupt, isOptional: true };
}

function music(flow: Flow, { step }: Waiting): Wanted {
  const prompt = { text: '', language: '', voice: '', file: stepOf(flow, step).music };
  return { type: 'play', prompt, loop: true, interrupt: false };
}
