import type { Wanted } from './asking.ts';
import type { Part } from './drafting.ts';
import { otherSide } from './parties.ts';
import { note } from './recording.ts';
import { arm } from './sending.ts';
import type { CallState, Draft } from './state.ts';

/**
 * The caller on hold. Neither hold nor unhold has an event for its success (ACS protocol reference, section 5): a roster tells,
 * or, when none did for a while, ACS is asked. Where hold is refused, music is played to the caller instead.
 */
export interface HoldState {
  /** Whether they are to be on hold. */
  isWanted: boolean;
  /** Whether ACS has told that it is so, or that it cannot be. */
  is: 'asked' | 'sure' | 'refused';
  /** Name of the file that they hear. */
  music: string;
  /** The deadline after which we ask. */
  check?: number;
  /** How often they were taken off hold. */
  tries: number;
  /** Music that is played to them, as they could not be put on hold. */
  playing?: string;
}

/** Milliseconds after which ACS is asked whether it did what it took. */
const CHECK_MS = 3_000;
/** So often is a caller taken off hold before we believe that there is nothing to take off. */
const TRIES = 3;

/** How the contexts of hold music begin; no other command's does. */
const MUSIC = 'music:';

/** Whether an operation is the music that is played in the place of hold. */
export function isMusic(operationContext: string | undefined): boolean {
  return operationContext?.startsWith(MUSIC) === true;
}

/** The time after which ACS is asked; without it the watchdog has to find out. */
function armCheck(before: CallState): { state: CallState; check: number; wanted: Wanted } {
  const { state, wanted } = arm(before, { what: 'hold' }, CHECK_MS);
  return { state, check: state.deadlineCount, wanted: { ...wanted, isOptional: true } };
}

/** Puts the caller on hold, with music; who is there already stays there. */
export function putOnHold(music: string): Part {
  return (before) => {
    if (before.hold?.isWanted) return { state: before, wanted: [] };
    const participant = otherSide(before);
    const { state, check, wanted } = armCheck(before);
    const hold: HoldState = { isWanted: true, is: 'asked', music, check, tries: 0 };
    return {
      state: { ...state, hold },
      wanted: [{ type: 'hold', participant, music, isOptional: true }, wanted],
    };
  };
}

/** Takes the caller off hold, and ends the music in its place. Nothing for one who is not on hold. */
export function takeOffHold(before: CallState): Draft {
  const { hold } = before;
  if (!hold?.isWanted) return { state: before, wanted: [] };
  const { state, check, wanted } = armCheck(before);
  const { playing, ...rest } = hold;
  const off: HoldState = { ...rest, isWanted: false, is: 'asked', check, tries: 1 };
  return {
    state: { ...state, hold: off, open: state.open.filter((one) => !isMusic(one)) },
    wanted: [
      ...(playing ? [{ type: 'cancelAllMediaOperations', isOptional: true } as const] : []),
      { type: 'unhold', participant: otherSide(before), isOptional: true },
      wanted,
    ],
  };
}

/** What ACS tells of the caller: on hold or not. */
export function holdTold(state: CallState, isOnHold: boolean): CallState {
  const { hold } = state;
  if (!hold || hold.isWanted !== isOnHold) return state;
  return { ...state, hold: isOnHold ? { ...hold, is: 'sure' } : undefined };
}

/** The time for a roster is over: ACS is asked, unless it has told. */
export function afterHoldTime(state: CallState, deadline: number): Draft {
  const { hold } = state;
  if (hold?.check !== deadline || hold.is !== 'asked') return { state, wanted: [] };
  const participant = otherSide(state);
  return { state, wanted: [{ type: 'lookUpParticipant', participant, isOptional: true }] };
}

/** The answer: what was not done is done otherwise, or again. */
export function afterHoldSeen(before: CallState, isOnHold: boolean, at: string): Draft {
  const state = holdTold(before, isOnHold);
  const { hold } = state;
  if (!hold || hold.is === 'sure') return { state, wanted: [] };
  if (hold.isWanted) return holdRefused(state, at);
  if (hold.tries >= TRIES) return { state: { ...state, hold: undefined }, wanted: [] };
  const participant = otherSide(state);
  const { state: armed, check, wanted } = armCheck(state);
  const again = { ...hold, check, tries: hold.tries + 1 };
  return {
    state: { ...armed, hold: again },
    wanted: [{ type: 'unhold', participant, isOptional: true }, wanted],
  };
}

/** Music in the place of hold, for a caller who could not be put there and hears none. */
export function playMusic(before: CallState): Draft {
  const { hold } = before;
  if (!hold?.isWanted || hold.is !== 'refused' || hold.playing)
    return { state: before, wanted: [] };
  const playing = `${MUSIC}${before.turn + 1}`;
  return {
    state: { ...before, hold: { ...hold, playing } },
    wanted: [
      {
        type: 'play',
        operationContext: playing,
        to: otherSide(before),
        prompt: { text: '', language: '', voice: '', file: hold.music },
        loop: true,
        interrupt: false,
        isOptional: true,
      },
    ],
  };
}

/** The music in the place of hold has ended, or never began: until the next try the caller hears nothing. */
export function musicEnded(state: CallState): CallState {
  if (!state.hold?.playing) return state;
  const { playing: _, ...hold } = state.hold;
  return { ...state, hold };
}

/** ACS did not put the caller on hold. */
export function holdRefused(before: CallState, at: string): Draft {
  const { hold } = before;
  if (!hold?.isWanted || hold.is !== 'asked') return { state: before, wanted: [] };
  const words = 'the caller cannot be put on hold: music is played to them';
  const told = note(before, { at, kind: 'decision', type: 'hold-refused', words });
  return playMusic({ ...told, hold: { ...hold, is: 'refused' } });
}
