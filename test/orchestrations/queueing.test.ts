import { describe, expect, test } from 'vitest';
import type { Command, Play } from '../../calls/commands.ts';
import type { InviteAgent } from '../../calls/commands-agents.ts';
import type { Agents, CallStore, Queues, Tools } from '../../calls/ports.ts';
import type { QueueSpot } from '../../calls/queue/spot.ts';
import type { CarryOut } from '../../calls/settling.ts';
import { NO_ROWS } from '../../calls/state.ts';
import { carryOut } from '../../orchestrations/activities.ts';
import { telephonyFake } from '../support/telephony-fake.ts';

const SPOT: QueueSpot = { queue: 'support', priority: 500, arrival: '2026-11-20T10:15:05.000Z' };
const PLACE = { position: 2, waitSeconds: 360 };

/** What was asked of the neighbours, and what came of these commands. */
async function carriesOut(
  commands: Command[],
  given: Partial<Queues> & { noSlot?: true; refused?: { code: number; message: string } } = {},
  more: Partial<CarryOut> = {},
) {
  const asked: string[] = [];
  const sent: unknown[] = [];
  const { noSlot, refused, ...own } = given;
  const queues: Queues = {
    join: async () => PLACE,
    place: async () => PLACE,
    passOn: async (_callId, _spot, agent) => void asked.push(`passOn ${agent}`),
    leave: async () => void asked.push('leave'),
    match: async () => void asked.push('match'),
    released: async (_callId, { agent }) => void asked.push(`released ${agent}`),
    ...own,
  };
  const tools = {
    telephony: telephonyFake(async (what, command) => {
      asked.push(what);
      sent.push(command);
      return refused ? { ok: false, ...refused } : { ok: true, invitationId: 'invitation' };
    }),
    store: { write: async () => undefined } as Partial<CallStore> as CallStore,
    slots: {
      take: async () => (noSlot ? undefined : '+15550199'),
      free: async () => void asked.push('free'),
    },
    agents: {
      claim: async () => void asked.push('claim'),
      release: async () => void asked.push('release'),
    } as Partial<Agents> as Agents,
    queues,
    dialRules: { allow: [], countryCode: '+1' },
    log: () => {},
    now: () => 0,
  } as Partial<Tools> as Tools;
  const { arrival: at } = SPOT;
  const input = { callId: 'call', turn: 4, at, commands, rows: NO_ROWS, isRepeat: false };
  const { events } = await carryOut(tools, { ...input, isLast: false, ...more });
  return { asked, events, sent };
}

const away = () => Promise.reject(new Error('away'));

describe('a caller who joins', () => {
  const join: Command = {
    type: 'joinQueue',
    operationContext: '4.1',
    spot: SPOT,
    caller: '+15550100',
    most: 9,
    isOptional: true,
  };

  test('is in line before anybody is offered, and is told their place', async () => {
    const { asked, events } = await carriesOut([join]);
    expect(events).toEqual([{ type: 'Queued', ...PLACE }]);
    expect(asked).toEqual(['match']);
  });

  test.each(['full', 'nobody-on-duty'] as const)('is told that it is %s', async (why) => {
    const { asked, events } = await carriesOut([join], { join: async () => why });
    expect(events).toEqual([{ type: 'NotQueued', why }]);
    expect(asked).toEqual([]);
  });

  test('while the tables are away is told so', async () => {
    const { events } = await carriesOut([join], { join: away });
    expect(events).toEqual([{ type: 'NotQueued', why: 'outage' }]);
  });
});

describe('a place in line', () => {
  const prompt = { language: 'en-GB', voice: 'en-GB-SoniaNeural' };
  const announce: Play = {
    type: 'play',
    operationContext: 'queue:4',
    prompt: { ...prompt, text: 'Number {position}, {minutes} minutes, {other}.' },
    music: { prompt: { ...prompt, text: '', file: 'music.wav' }, times: 3 },
    interrupt: true,
    isOptional: true,
  };
  const type = 'lookUpPlace';
  const look = { type, operationContext: '4.0', spot: SPOT, announce, isOptional: true } as const;
  const announced = 'queue:4';

  test('is told to the caller as soon as it is known, and to the call', async () => {
    const { events, sent } = await carriesOut([look]);
    expect(sent).toEqual([
      { ...announce, prompt: { ...prompt, text: 'Number 2, 6 minutes, {other}.' } },
    ]);
    expect(events).toEqual([{ type: 'QueuePlaced', place: PLACE, announced }]);
  });

  test.each([
    ['the table is away', away],
    ['the table knows nothing of it', async () => undefined],
    ['nobody is on duty', async () => ({ ...PLACE, isUnattended: true as const })],
  ])('is not told to the caller when %s', async (_why, place) => {
    const { events, asked } = await carriesOut([look], { place });
    expect(events).toMatchObject([{ type: 'QueuePlaced' }]);
    expect(events[0]).not.toHaveProperty('announced');
    expect(asked).toEqual([]);
  });

  test('that ACS does not tell is a play that was refused', async () => {
    const { events } = await carriesOut([look], { refused: { code: 400, message: 'no' } });
    expect(events).toEqual([
      { type: 'QueuePlaced', place: PLACE, announced },
      expect.objectContaining({
        type: 'CommandFailed',
        command: 'play',
        operationContext: announced,
        code: 400,
      }),
    ]);
  });

  test('is told anew when the activity has died, under a context of its own', async () => {
    const { events, asked } = await carriesOut([look], {}, { isRepeat: true });
    expect(asked).toEqual(['cancelAllMedia', 'play']);
    expect(events).toMatchObject([{ type: 'QueuePlaced', announced: 'queue:4r1' }]);
  });

  test('is only looked for when a call of an earlier release asks', async () => {
    const { announce: _announce, ...asks } = look;
    const { events, asked } = await carriesOut([asks]);
    expect(events).toEqual([{ type: 'QueuePlaced', place: PLACE }]);
    expect(asked).toEqual([]);
  });
});

describe('an agent', () => {
  const invite: InviteAgent = {
    type: 'inviteAgent',
    operationContext: 'offer:q1-ann',
    claimed: { id: 'ann', name: 'Ann', participant: '+15550161' },
    except: [],
    caller: '+15550100',
    ourNumber: '+15550199',
    ringSeconds: 20,
    context: { callId: 'call', values: {} },
    isOptional: true,
  };
  const release = { agent: 'ann', offer: 'offer:q1-ann', to: 'available' } as const;

  test('who was claimed is rung, and nobody is claimed anew', async () => {
    const { asked, events } = await carriesOut([invite]);
    expect(asked).toEqual(['addParticipant']);
    expect(events).toMatchObject([{ type: 'AgentInvited', agent: 'ann', offer: 'offer:q1-ann' }]);
  });

  test('for whom no slot is free is let go, and nobody else is offered in a hurry', async () => {
    const { asked, events } = await carriesOut([invite], { noSlot: true });
    expect(asked).toEqual(['release']);
    expect(events).toMatchObject([{ type: 'NobodyAvailable', why: 'no-slot' }]);
  });

  test('who is let go frees the leg, and is offered the next caller', async () => {
    const command = { type: 'releaseAgent', operationContext: '4.0', release } as const;
    const { asked } = await carriesOut([{ ...command, isOptional: true }]);
    expect(asked).toEqual(['release', 'free', 'released ann']);
  });

  test('who was never rung leaves the leg of another alone', async () => {
    const command = { type: 'releaseAgent', operationContext: '4.0', release } as const;
    const { asked } = await carriesOut([{ ...command, isUnrung: true, isOptional: true }]);
    expect(asked).toEqual(['release', 'released ann']);
  });

  test('of a call that ends is offered others when the caller is out of line', async () => {
    const { asked } = await carriesOut([], {}, { isLast: true, release, leave: SPOT });
    expect(asked).toEqual(['release', 'free', 'leave', 'released ann']);
  });

  test('who does not take the caller is kept as such, if the tables are there', async () => {
    const command = { type: 'passOn', operationContext: '4.0', spot: SPOT, agent: 'ann' } as const;
    expect((await carriesOut([{ ...command, isOptional: true }])).asked).toEqual(['passOn ann']);
    const refused = await carriesOut([{ ...command, isOptional: true }], { passOn: away });
    expect(refused.events).toEqual([]);
  });
});
