import type { Wanted } from './asking.ts';
import type { Command } from './commands.ts';
import { note, setCall } from './recording.ts';
import type { CallState, Turn } from './state.ts';
import { commandWords } from './words.ts';

/** Seconds without an event after which the watchdog asks ACS how a call stands. */
const QUIET_SECONDS = 600;

/**
 * Makes `wanted` the commands of a new turn: each gets its place `<turn>.<index>` as operation context, and a row in the
 * timeline under the same key. Media commands stay open until ACS tells their result.
 */
export function send(before: CallState, wanted: readonly Wanted[], at: string): Turn {
  const turn = before.turn + 1;
  const commands = wanted.map((command, index): Command => {
    return { ...command, operationContext: `${turn}.${index}` };
  });
  let state: CallState = { ...before, turn, nextIndex: 0 };
  state = setCall(state, { quietSeconds: QUIET_SECONDS });
  for (const command of commands) {
    state = note(state, { at, kind: 'command', type: command.type, ...commandWords(command) });
    if (command.type === 'play' || command.type === 'recognize') {
      state = { ...state, open: [...state.open, command.operationContext] };
    }
  }
  return { state, commands };
}
