import { describe, expect, test } from 'vitest';
import { openLog } from '../../adapters/log.ts';
import type { Command, Sent } from '../../calls/commands.ts';
import type { CallStore, ClaimedAgent, Tools } from '../../calls/ports.ts';
import type { Rows } from '../../calls/rows.ts';
import type { CarryOut } from '../../calls/settling.ts';
import { carryOut } from '../../orchestrations/activities.ts';
import { telephonyFake } from '../support/telephony-fake.ts';

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
  tones: [],
};

const play: Command = {
  type: 'play',
  operationContext: '4.0',
  prompt: { text: 'Hello.', language: 'en-GB', voice: 'voice' },
  interrupt: false,
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

const startTones: Command = {
  type: 'startContinuousDtmfRecognition',
  operationContext: 'tones:caller:1',
  participant: '+15550100',
  isOptional: true,
};
const arm: Command = { type: 'armDeadline', operationContext: '4.2', deadline: 2, ms: 1500 };

interface Answers {
  sent?: Sent;
  unwritten?: Rows;
  /** The Durable client is away: neither deadlines nor lookups begin. */
  noDeadlines?: boolean;
  noSlot?: boolean;
  /** Who is available. */
  agents?: ClaimedAgent[];
}

/** The neighbours, as far as the activity sees them: what they were asked, in order, and what they answer. */
function tools(answers: Answers = {}) {
  const asked: string[] = [];
  const lines: string[] = [];
  const sent = answers.sent ?? { ok: true };
  const send = async (what: string, command?: { operationContext: string }): Promise<Sent> => {
    asked.push(command ? `${what} ${command.operationContext}` : what);
    return command ? sent : { ok: true };
  };
  const onDeadline = async (what: string) => {
    asked.push(what);
    if (answers.noDeadlines) throw new Error('away');
  };
  const all: Tools = {
    telephony: telephonyFake(send),
    store: {
      async write() {
        asked.push('write');
        return answers.unwritten;
      },
    } as Partial<CallStore> as CallStore,
    deadlines: {
      arm: (callId, deadline, ms) => onDeadline(`arm ${callId} ${deadline} ${ms}`),
      disarm: (callId, deadlines) => onDeadline(`disarm ${callId} ${deadlines.join(' ')}`),
    },
    lookups: {
      start: (callId, { lookup, endpoint }) => onDeadline(`ask ${callId} ${lookup} ${endpoint}`),
    },
    slots: {
      take: async (_callId, leg, preferred) => {
        asked.push(`take ${leg}`);
        return answers.noSlot ? undefined : preferred;
      },
      free: async (_callId, leg) => void asked.push(leg ? `free ${leg}` : 'free'),
    },
    agents: {
      claim: async ({ except }) => {
        asked.push(`claim${except.map((id) => ` not ${id}`).join('')}`);
        return (answers.agents ?? []).find(({ id }) => !except.includes(id));
      },
      talks: async (_callId, agent) => void asked.push(`talks ${agent}`),
      release: async (_callId, { agent, to }) => void asked.push(`release ${agent} ${to}`),
    },
    queues: {
      join: async (_callId, { spot }) => {
        asked.push(`join ${spot.queue}`);
        return { position: 1, waitSeconds: 180 };
      },
      place: async () => undefined,
      passOn: async (_callId, _spot, agent) => void asked.push(`passOn ${agent}`),
      leave: async (_callId, { queue }) => void asked.push(`leave ${queue}`),
      match: async () => void asked.push('match'),
      released: async (_callId, { agent }) => void asked.push(`released ${agent}`),
    },
    callbacks: {
      take: async (_callId, { to }) => {
        asked.push(`call back ${to}`);
        return 'taken';
      },
      withdraw: async (_callId, to) => void asked.push(`withdraw ${to}`),
      dial: async () => true,
      reached: async (_callId, to) => void asked.push(`reached ${to}`),
      over: async (_callId, { to }) => void asked.push(`over ${to}`),
    },
    dialRules: { allow: ['+1555'], countryCode: '+1' },
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
    expect(await carryOut(all, input)).toEqual({ isRepeat: false, events: [] });
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
    expect((await carryOut(all, input)).events).toEqual([
      {
        type: 'CommandFailed',
        turn: 4,
        index: 0,
        operationContext: '4.0',
        command: 'play',
        code: 412,
        subCode: 8583,
        message: 'no',
      },
    ]);
    expect(asked).toEqual(['write', 'play 4.0']);
  });

  test('serves the caller though continuous recognition was refused, and tells both refusals', async () => {
    const { all, asked, lines } = tools({ sent: { ok: false, code: 503, message: 'no' } });
    const commands = [startTones, play, hangUp];
    const { events } = await carryOut(all, { ...input, commands });
    expect(asked).toEqual(['write', 'startContinuousDtmfRecognition tones:caller:1', 'play 4.0']);
    expect(events).toMatchObject([
      { index: 0, command: 'startContinuousDtmfRecognition', code: 503 },
      { index: 1, command: 'play', code: 503 },
    ]);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ refused: '503/- 503/-' });
  });

  test('sends nothing of a secret entry while its keys are still followed', async () => {
    const { all, asked } = tools({ sent: { ok: false, code: 503, message: 'no' } });
    const stop = {
      ...startTones,
      type: 'stopContinuousDtmfRecognition',
      isOptional: false,
    } as const;
    await carryOut(all, { ...input, commands: [stop, play] });
    expect(asked).toEqual(['write', 'stopContinuousDtmfRecognition tones:caller:1']);
  });

  test('tells the connection that an answer brought', async () => {
    const { all } = tools({ sent: { ok: true, callConnectionId: 'new' } });
    const answer: Command = { type: 'answer', operationContext: '1.0', incomingCallContext: 'x' };
    const { events } = await carryOut(all, { ...input, commands: [answer] });
    expect(events).toEqual([{ type: 'Answered', callConnectionId: 'new' }]);
  });

  test('on a repeat first stops what plays, and gives media a context of its own', async () => {
    const { all, asked } = tools();
    await carryOut(all, { ...input, isRepeat: true });
    expect(asked).toEqual(['write', 'cancelAllMedia', 'play 4.0r1', 'hangUp 4.1']);
  });

  test('on a repeat leaves tones and their contexts as they were: ACS knows the request', async () => {
    const { all, asked } = tools();
    const sendTones: Command = {
      type: 'sendDtmfTones',
      operationContext: '4.0',
      participant: '+15550100',
      tones: ['1'],
    };
    await carryOut(all, { ...input, commands: [sendTones, startTones], isRepeat: true });
    expect(asked).toEqual([
      'write',
      'sendDtmfTones 4.0',
      'startContinuousDtmfRecognition tones:caller:1',
    ]);
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

describe('the lookups of a call', () => {
  const lookup: Command = {
    type: 'startLookup',
    operationContext: '4.0',
    lookup: 1,
    endpoint: 'billing',
    send: { account: '12345678' },
    keep: {},
    when: {},
  };

  test('are started in the order of the commands', async () => {
    const { all, asked } = tools();
    await carryOut(all, { ...input, commands: [lookup, arm] });
    expect(asked).toEqual(['write', `ask ${input.callId} 1 billing`, `arm ${input.callId} 2 1500`]);
  });

  test('that cannot be started are told as refused, and what they send is not', async () => {
    const { all, asked, lines } = tools({ noDeadlines: true });
    const { events } = await carryOut(all, { ...input, commands: [lookup, arm] });
    expect(events).toMatchObject([{ type: 'CommandFailed', command: 'startLookup', code: 503 }]);
    expect(asked).toHaveLength(2);
    expect(lines.join()).toContain('"event":"lookup-not-started"');
    expect(lines.join()).not.toContain('12345678');
  });
});

describe('the deadlines of a call', () => {
  test('are armed in the order of the commands', async () => {
    const { all, asked } = tools();
    await carryOut(all, { ...input, commands: [play, arm] });
    expect(asked).toEqual(['write', 'play 4.0', `arm ${input.callId} 2 1500`]);
  });

  test('that cannot be armed are told as refused', async () => {
    const { all, lines } = tools({ noDeadlines: true });
    const { events } = await carryOut(all, { ...input, commands: [arm] });
    expect(events).toMatchObject([{ type: 'CommandFailed', command: 'armDeadline', code: 503 }]);
    expect(lines.join()).toContain('"event":"deadline-not-armed"');
  });

  test('are ended with the call, and do not keep its last rows from being written', async () => {
    const { all, asked, lines } = tools({ noDeadlines: true });
    const last = { ...input, commands: [], isLast: true, disarm: [1, 2] };
    await expect(carryOut(all, last)).resolves.toMatchObject({ events: [] });
    expect(asked).toEqual(['write', `disarm ${input.callId} 1 2`]);
    expect(lines.join()).toContain('"event":"deadlines-not-disarmed"');
  });
});
