import type { Command } from '../calls/commands.ts';
import type { Origin, Telephony, Tools } from '../calls/ports.ts';
import { type CarriedOut, type CarryOut, repeated } from '../calls/settling.ts';

/**
 * The one activity of a turn: writes the turn's rows, then sends its commands in order until one is refused. Rows that cannot
 * be written do not silence the caller: they come back and go out with the next turn.
 *
 * Throws only when the last rows of a call cannot be written, which the orchestration tries again.
 */
export async function carryOut(tools: Tools, input: CarryOut): Promise<CarriedOut> {
  const began = tools.now();
  const unwritten = await tools.store.write(input.callId, input.rows);
  if (input.isLast && unwritten) throw new Error('the last rows of the call were not written');
  const event = await sendAll(tools.telephony, input);
  tools.log('info', 'turn', { ...told(input, event), ms: tools.now() - began });
  return { event, unwritten, isRepeat: input.isRepeat };
}

/** The turn as a line of log: what led to it, what was decided, what was sent. */
function told({ callId, turn, step, commands, rows }: CarryOut, event: CarriedOut['event']) {
  const events = rows.timeline.filter((row) => row.kind === 'event');
  const decisions = rows.timeline.filter((row) => row.kind === 'decision');
  const collected = rows.digits.at(-1);
  return {
    callId,
    turn,
    step,
    on: events.at(-1)?.type,
    result: collected?.result,
    digits: collected?.digits,
    decided: decisions.map((row) => row.words),
    commands: commands.map((command) => command.type),
    rows: rows.timeline.length + rows.digits.length + (rows.call ? 1 : 0) + (rows.byCaller ? 1 : 0),
    refused: event?.type === 'CommandFailed' ? `${event.code}/${event.subCode ?? '-'}` : undefined,
  };
}

async function sendAll(telephony: Telephony, input: CarryOut): Promise<CarriedOut['event']> {
  if (input.isRepeat && input.commands.some(isMedia)) {
    await telephony.cancelAllMedia(origin(input, 0));
  }
  let event: CarriedOut['event'];
  for (const [index, command] of input.commands.entries()) {
    const sent = await send(telephony, input.isRepeat ? again(command) : command, input, index);
    if (!sent.ok) {
      const { code, subCode, message } = sent;
      const { turn } = input;
      return { type: 'CommandFailed', turn, index, command: command.type, code, subCode, message };
    }
    if (sent.callConnectionId) {
      event = { type: 'Answered', callConnectionId: sent.callConnectionId };
    }
  }
  return event;
}

function send(telephony: Telephony, command: Command, input: CarryOut, index: number) {
  const from = origin(input, index);
  switch (command.type) {
    case 'answer':
      return telephony.answer(command, from);
    case 'play':
      return telephony.play(command, from);
    case 'recognize':
      return telephony.recognize(command, from);
    case 'hangUp':
      return telephony.hangUp(command, from);
  }
}

function origin({ callId, callConnectionId, turn, at }: CarryOut, index: number): Origin {
  return { callId, callConnectionId, turn, index, at };
}

function isMedia(command: Command): boolean {
  return command.type === 'play' || command.type === 'recognize';
}

/** Play and recognize have no repeatability (ACS protocol reference, section 5): a repeat must be told apart by its context. */
function again(command: Command): Command {
  return isMedia(command)
    ? { ...command, operationContext: repeated(command.operationContext) }
    : command;
}
