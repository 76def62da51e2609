import type { Wanted } from './asking.ts';
import type { Command } from './commands.ts';
import { quietSeconds } from './quiet.ts';
import { note, setCall } from './recording.ts';
import type { CallState, DeadlineFor, Turn } from './state.ts';
import { commandWords } from './words.ts';

/** Commands whose result ACS owes us: they stay open until it comes. */
const OPEN: readonly Command['type'][] = ['play', 'recognize', 'sendDtmfTones', 'transfer'];

/**
 * Makes `wanted` the commands of a new turn, behind its prelude: each gets its place `<turn>.<index>` as operation context, and a
 * row in the timeline under the same key. Continuous recognition, invitations and music bring a context of their own: they take no
 * place from the others, and their rows follow.
 */
export function send(before: CallState, wanted: readonly Wanted[], at: string): Turn {
  const turn = before.turn + 1;
  const all = [...before.prelude, ...wanted];
  let places = 0;
  const commands = all.map((command): Command => {
    if (command.operationContext !== undefined) return command as Command;
    places += 1;
    return { ...command, operationContext: `${turn}.${places - 1}` };
  });
  let state: CallState = { ...before, turn, nextIndex: 0, prelude: [] };
  state = setCall(state, { quietSeconds: quietSeconds(state, all) ?? state.call.quietSeconds });
  const [placed, aside] = [true, false].map((isPlaced) =>
    commands.filter((one) => one.operationContext.startsWith(`${turn}.`) === isPlaced),
  );
  for (const command of [...(placed ?? []), ...(aside ?? [])]) {
    state = note(state, { at, kind: 'command', type: command.type, ...commandWords(command) });
    if (OPEN.includes(command.type)) {
      state = { ...state, open: [...state.open, command.operationContext] };
    }
  }
  return { state, commands };
}

/** Nothing is sent, but the call's row goes out: the watchdog, which reads it, then knows better. */
export function stillHeard(state: CallState): Turn {
  const rows = { ...state.rows, call: state.call };
  return { state: { ...state, rows }, commands: [], mustWrite: true };
}

/** Arms a deadline: the state that waits for it, and the command. */
export function arm(
  state: CallState,
  purpose: DeadlineFor,
  ms: number,
): { state: CallState; wanted: Extract<Wanted, { type: 'armDeadline' }> } {
  const deadline = state.deadlineCount + 1;
  const deadlines = { ...state.deadlines, [deadline]: purpose };
  return {
    state: { ...state, deadlines, deadlineCount: deadline },
    wanted: { type: 'armDeadline', deadline, ms },
  };
}

/** The state that no longer waits for a deadline. */
export function disarmed(state: CallState, deadline: number): CallState {
  const { [deadline]: _come, ...deadlines } = state.deadlines;
  return { ...state, deadlines };
}
