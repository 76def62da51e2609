import { describe, expect, test } from 'vitest';
import { openLog } from '../../adapters/log.ts';
import type { Command, Sent } from '../../calls/commands.ts';
import type { CallStore, Tools } from '../../calls/ports.ts';
import type { Rows } from '../../calls/rows.ts';
import type { CarryOut } from '../../calls/settling.ts';
import { carryOut } from '../../orchestrations/activities.ts';

const ROWS: Rows = {
  byCaller: false,
  digits: [
    {
      turn: 3,
      step: 'account',
      question: 'entry',
      digits: '12345678',
      length: 8,
      result: 'terminated',
      attempt: 1,
      at: '2026-11-20T10:15:04.000Z',
    },
  ],
  timeline: [],
};

const play: Command = {
  type: 'play',
  operationContext: '4.0',
  prompt: { text: 'Hello.', language: 'en-GB', voice: 'voice' },
};
const hangUp: Command = { type: 'hangUp', operationContext: '4.1' };

const input: CarryOut = {
  callId: '20261120T101502-3f9a0c1be27d',
  callConnectionId: 'connection',
  turn: 4,
  at: '2026-11-20T10:15:05.000Z',
  commands: [play, hangUp],
  rows: ROWS,
  isRepeat: false,
  isLast: false,
};

/** The neighbours, as far as the activity sees them: what they were asked, in order, and what they answer. */
function tools(answers: { sent?: Sent; unwritten?: Rows } = {}) {
  const asked: string[] = [];
  const lines: string[] = [];
  const sent = answers.sent ?? { ok: true };
  const send = async (command: Command) => {
    asked.push(`${command.type} ${command.operationContext}`);
    return sent;
  };
  const all: Tools = {
    telephony: {
      answer: send,
      play: send,
      recognize: send,
      hangUp: send,
      cancelAllMedia: async () => {
        asked.push('cancelAllMedia');
        return { ok: true };
      },
      lookUp: async () => 'connected',
    },
    store: {
      async write() {
        asked.push('write');
        return answers.unwritten;
      },
    } as Partial<CallStore> as CallStore,
    log: openLog(
      (line) => lines.push(line),
      () => 0,
    ),
    now: () => 0,
  };
  return { all, asked, lines };
}

describe('carrying out a turn', () => {
  test('writes the rows first, then sends the commands in order', async () => {
    const { all, asked } = tools();
    expect(await carryOut(all, input)).toEqual({ isRepeat: false });
    expect(asked).toEqual(['write', 'play 4.0', 'hangUp 4.1']);
  });

  test('gives rows back that could not be written, and serves the caller all the same', async () => {
    const { all, asked } = tools({ unwritten: ROWS });
    expect(await carryOut(all, input)).toMatchObject({ unwritten: ROWS });
    expect(asked).toContain('play 4.0');
  });

  test('fails when the last rows of a call cannot be written, so that it is tried again', async () => {
    const { all } = tools({ unwritten: ROWS });
    await expect(carryOut(all, { ...input, commands: [], isLast: true })).rejects.toThrow(
      'last rows',
    );
  });

  test('sends nothing after a refused command, and says which it was', async () => {
    const sent = { ok: false, code: 412, subCode: 8583, message: 'no' } as const;
    const { all, asked } = tools({ sent });
    expect((await carryOut(all, input)).event).toEqual({
      type: 'CommandFailed',
      turn: 4,
      index: 0,
      command: 'play',
      code: 412,
      subCode: 8583,
      message: 'no',
    });
    expect(asked).toEqual(['write', 'play 4.0']);
  });

  test('tells the connection that an answer brought', async () => {
    const { all } = tools({ sent: { ok: true, callConnectionId: 'new' } });
    const answer: Command = { type: 'answer', operationContext: '1.0', incomingCallContext: 'x' };
    const { event } = await carryOut(all, { ...input, commands: [answer] });
    expect(event).toEqual({ type: 'Answered', callConnectionId: 'new' });
  });

  test('on a repeat first stops what plays, and gives media a context of its own', async () => {
    const { all, asked } = tools();
    await carryOut(all, { ...input, isRepeat: true });
    expect(asked).toEqual(['write', 'cancelAllMedia', 'play 4.0r1', 'hangUp 4.1']);
  });

  test('logs the turn without its digits', async () => {
    const { all, lines } = tools();
    await carryOut(all, input);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      event: 'turn',
      callId: input.callId,
      turn: 4,
      result: 'terminated',
      digits: '•',
      commands: ['play', 'hangUp'],
    });
    expect(lines.join()).not.toContain('12345678');
  });
});
