import type { Command } from '../calls/commands.ts';
import type { CallStore, Origin, Telephony } from '../calls/ports.ts';
import { type CarriedOut, type CarryOut, repeated } from '../calls/settling.ts';

/**
 * The one activity of a turn: writes the turn's rows, then sends its commands in order until one is refused. Rows that cannot
 * be written do not silence the caller: they come back and go out with the next turn.
 *
 * Throws only when the last rows of a call cannot be written, which the orchestration tries again.
 */
export async function carryOut(
  telephony: Telephony,
  store: CallStore,
  input: CarryOut,
): Promise<CarriedOut> {
  const unwritten = await store.write(input.callId, input.rows);
  if (input.isLast && unwritten) throw new Error('the last rows of the call were not written');
  const event = await sendAll(telephony, input);
  return { event, unwritten, isRepeat: input.isRepeat };
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
