import type { Command } from '../calls/commands.ts';
import { secondsBetween, secondsOf } from '../calls/iso-time.ts';
import type { Origin, Tools } from '../calls/ports.ts';
import {
  again,
  type CarriedOut,
  type CarryOut,
  isMedia,
  type Unplaced,
} from '../calls/settling.ts';
import { send } from './sending.ts';

/**
 * The one activity of a turn: writes the turn's rows, then sends its commands in order until one is refused. Rows that cannot
 * be written do not silence the caller: they come back and go out with the next turn.
 *
 * Throws only when the last rows of a call cannot be written, which the orchestration tries again.
 */
export async function carryOut(tools: Tools, input: CarryOut): Promise<CarriedOut> {
  const { now, log } = tools;
  const began = now();
  const unwritten = await tools.store.write(input.callId, input.rows);
  const rowsMs = now() - began;
  if (input.disarm) await disarm(tools, input.callId, input.disarm);
  if (input.isLast) await letGo(tools, input);
  if (input.isLast && unwritten) throw new Error('the last rows of the call were not written');
  const { events, promptMs } = await sendAll(tools, input);
  const queueMs = Math.max(0, Math.round(began - secondsOf(input.at) * 1_000));
  log('info', 'turn', { ...told(input, events), queueMs, rowsMs, promptMs, ms: now() - began });
  if (input.isLast) logEnd(log, input);
  return { events, unwritten, isRepeat: input.isRepeat };
}

/** The end of a call as a line of log. */
function logEnd(log: Tools['log'], { callId, rows: { call } }: CarryOut): void {
  const { outcome, direction, startedAt, endedAt } = call ?? {};
  if (!outcome || !startedAt || !endedAt) return;
  const seconds = Math.round(secondsBetween(startedAt, endedAt));
  log('info', 'ended', { callId, outcome, direction, seconds });
}

/** The call is over, whether its rows can be written or not: the next one may have its slots, its agent, and its place in line. */
async function letGo(tools: Tools, input: CarryOut): Promise<void> {
  const { slots, agents, queues, callbacks } = tools;
  const { callId, release, leave, callBack, isHandedOver, rows } = input;
  const { direction, offers } = rows.call ?? {};
  // before the agent is let go: they are not offered the same callback at once
  if (callBack) await callbacks.over(callId, callBack);
  if (release) await agents.release(callId, release);
  const hasSlots = direction === 'outbound' || offers || release || isHandedOver;
  if (hasSlots) await slots.free(callId);
  if (leave) await queues.leave(callId, leave);
  if (release) await queues.released(callId, release);
}

/** A deadline that stays armed finds the call ended, which costs nothing: no reason to fail. */
async function disarm({ deadlines, log }: Tools, callId: string, armed: number[]): Promise<void> {
  try {
    await deadlines.disarm(callId, armed);
  } catch {
    log('warn', 'deadlines-not-disarmed', { callId });
  }
}

/** The turn as a line of log: what led to it, what was decided, what was sent. */
function told({ callId, turn, step, commands, rows }: CarryOut, brought: Unplaced[]) {
  const events = rows.timeline.filter((row) => row.kind === 'event');
  const decisions = rows.timeline.filter((row) => row.kind === 'decision');
  const collected = rows.digits.at(-1);
  const refused = brought.flatMap((event) =>
    event.type === 'CommandFailed' ? [`${event.code}/${event.subCode ?? '-'}`] : [],
  );
  return {
    callId,
    turn,
    step,
    on: events.at(-1)?.type,
    result: collected?.result,
    digits: collected?.digits,
    decided: decisions.map((row) => row.words),
    commands: commands.map((command) => command.type),
    rows:
      rows.timeline.length +
      rows.digits.length +
      rows.tones.length +
      (rows.call ? 1 : 0) +
      (rows.byCaller ? 1 : 0),
    refused: refused.length > 0 ? refused.join(' ') : undefined,
  };
}

/** What came of the commands; and after how many milliseconds ACS took the first that says or asks something. */
async function sendAll(
  tools: Tools,
  input: CarryOut,
): Promise<{ events: Unplaced[]; promptMs?: number }> {
  const { turn, isRepeat, commands } = input;
  const began = tools.now();
  let promptMs: number | undefined;
  if (isRepeat && commands.some(isMedia)) await tools.telephony.cancelAllMedia(origin(input, 0));
  const events: Unplaced[] = [];
  for (const [index, command] of commands.entries()) {
    const sent = await send(tools, isRepeat ? again(command) : command, origin(input, index));
    if (sent.told) events.push(sent.told);
    if (!sent.ok) {
      const { code, subCode, message } = sent;
      const { type, operationContext } = sent.instead ?? command;
      const failed = { turn, index, operationContext, command: type, code, subCode, message };
      events.push({ type: 'CommandFailed', ...failed });
      if (!isOptional(command)) return { events, promptMs };
      continue;
    }
    if (isMedia(command)) promptMs ??= tools.now() - began;
    if (sent.callConnectionId) {
      events.push({ type: 'Answered', callConnectionId: sent.callConnectionId });
    }
  }
  return { events, promptMs };
}

function origin({ callId, callConnectionId, turn, at }: CarryOut, index: number): Origin {
  return { callId, callConnectionId, turn, index, at };
}

/** Whether the commands behind it go out even when it is refused. */
function isOptional(command: Command): boolean {
  return 'isOptional' in command && command.isOptional === true;
}
