import type { Wanted } from './asking.ts';
import type { Play, Prompt } from './commands.ts';
import type { Flow } from './flow.ts';
import { LOOKUP_MS } from './lookup/stages.ts';
import type { CallState } from './state.ts';

/** Seconds that everything may be late, on top of what it takes. */
export const LATE_SECONDS = 10;
/** Seconds of silence that are normal while people talk, or wait for each other. */
const TALK_SECONDS = 60;
/** Seconds that ACS gives a transfer (ACS protocol reference, section 14). */
const TRANSFER_SECONDS = 60;
/** How much longer than estimated a prompt may take. */
const PROMPT_FACTOR = 1.5;
/** What a voice takes for a character, about. */
const SECONDS_PER_CHARACTER = 0.075;
/** What a key that is sent takes, about. */
const SECONDS_PER_KEY = 0.4;

/** Seconds that a prompt may take. */
export function promptSeconds(prompt: Prompt): number {
  return PROMPT_FACTOR * spokenSeconds(prompt);
}

/** Seconds that a prompt takes, about. */
export function spokenSeconds({ text, seconds }: Prompt): number {
  return seconds ?? text.length * SECONDS_PER_CHARACTER;
}

/**
 * Seconds without an event that are normal after the commands of a turn: then the watchdog asks how the call stands. Nothing when
 * they change nothing of it.
 */
export function quietSeconds(state: CallState, commands: readonly Wanted[]): number | undefined {
  if (state.phase === 'hanging-up') return LATE_SECONDS;
  if (commands.some(({ type }) => type === 'transfer')) return TRANSFER_SECONDS + LATE_SECONDS;
  const taken = commands.flatMap((command) => secondsOf(state, command) ?? []);
  if (taken.length > 0) return Math.ceil(Math.max(...taken)) + LATE_SECONDS;
  return state.escalation?.offer?.stage === 'talking' ? TALK_SECONDS : undefined;
}

/** What a command's own events take, where it has any. */
function secondsOf(state: CallState, command: Wanted): number | undefined {
  switch (command.type) {
    case 'answer':
    case 'takeCallback':
      return 0;
    case 'play':
      // the agent hears it while they talk, or the caller on hold: nothing follows its end
      return command.to === undefined ? playSeconds(command) : undefined;
    case 'lookUpPlace':
      return command.announce && playSeconds(command.announce);
    case 'recognize':
      return (
        promptSeconds(command.prompt) +
        command.initialSilenceSeconds +
        (command.maxTones > 1 ? command.interToneSeconds : 0)
      );
    case 'sendDtmfTones':
      return command.tones.length * SECONDS_PER_KEY;
    case 'armDeadline': {
      const { what } = state.deadlines[command.deadline] ?? {};
      return what === 'pause' || what === 'ring' || what === 'lookup' || what === 'queue-tick'
        ? command.ms / 1000
        : undefined;
    }
    case 'inviteAgent':
    case 'dialCaller':
      return command.ringSeconds;
    default:
      return undefined;
  }
}

/**
 * What is played a number of times is music, of which we know how long it is; what goes on without an end is music for a caller who
 * waits for a lookup.
 */
function playSeconds({ prompt, times, loop, music }: Omit<Play, 'operationContext'>): number {
  if (loop) return LOOKUP_MS / 1000;
  const said = times === undefined ? promptSeconds(prompt) : times * (prompt.seconds ?? 0);
  return said + (music ? music.times * (music.prompt.seconds ?? 0) : 0);
}

/** The same after a key: what is asked goes on for no longer than another key may take. Nothing where nothing is asked. */
export function quietAfterKey(flow: Flow, { position }: CallState): { quietSeconds?: number } {
  const step = position && flow.steps[position.step];
  if (step?.kind !== 'gather' || position?.question !== 'entry') return {};
  return { quietSeconds: step.betweenKeysSeconds + LATE_SECONDS };
}
