import { describe, expect } from 'vitest';
import { tableClients } from '../../adapters/table-clients.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { areAway } from './support/agents.ts';
import { asks, called, sets } from './support/called.ts';
import { journey, type Line, reportsOutage } from './support/line.ts';
import { asksBackEnd, lookupJourney } from './support/lookup-line.ts';
import { ANN, joins, picksUp, QUEUE_LINE, queueFlow, takes } from './support/queue-line.ts';
import { whereKept } from './support/where-kept.ts';

const NUMBER = '+15550142';
const OTHER = '+15550143';

const forget = (line: Line) => line.api('/callers/forget', { number: NUMBER });

async function callsOf(line: Line, from: string): Promise<{ callId: string }[]> {
  const { json } = await line.api('/calls/search', { from });
  return (json as { calls: { callId: string }[] }).calls;
}

describe('a caller who wants to be forgotten', () => {
  journey('is nowhere any more, though they called and were called', async (line) => {
    await reportsOutage(line.caller(NUMBER));
    await reportsOutage(line.caller(OTHER));
    await sets(line, NUMBER, { on: 'answer', afterMs: 3_000 });
    await asks(line, { to: NUMBER });
    const phone = called(line, NUMBER);
    await phone.hears('press 1');
    await phone.hangsUp();
    await line.passes(60_000); // the deadline of its ring is armed as long as a phone may ring
    const calls = await callsOf(line, NUMBER);
    expect(calls).toHaveLength(2);
    expect(await whereKept(line, NUMBER)).toEqual(
      expect.arrayContaining(['Calls', 'CallsByCaller', 'Durable']),
    );

    const { status, json } = await forget(line);
    expect([status, json]).toEqual([
      200,
      {
        calls: 2,
        answers: 4,
        keys: 11,
        timeline: expect.any(Number),
        callbacks: 0,
        histories: 3,
        left: 0,
        more: false,
      },
    ]);
    expect(await whereKept(line, NUMBER.slice(1))).toEqual([]);
    for (const { callId } of calls) {
      // a repeat of the request to call them must not call them again
      const requests = await whereKept(line, callId);
      expect(requests.filter((place) => place !== 'OutboundRequests')).toEqual([]);
      expect((await line.api(`/calls/${callId}`)).status).toBe(404);
      expect((await line.api(`/calls/${callId}/numbers`)).status).toBe(404);
    }
    expect(await callsOf(line, NUMBER)).toEqual([]);
    expect(await line.calls()).toHaveLength(1);

    const [other] = await callsOf(line, OTHER);
    expect((await line.record(other?.callId)).digits).toHaveLength(3);
    const told = line.logged.filter(({ event }) => event === 'forgotten');
    expect(told).toMatchObject([{ number: '+••••••42', calls: 2, histories: 3 }]);
    expect(JSON.stringify(line.logged)).not.toContain(NUMBER.slice(1, -2));
  });

  journey('calls again as somebody new', async (line) => {
    await reportsOutage(line.caller(NUMBER));
    await line.passes(1_000);
    await forget(line);
    await reportsOutage(line.caller(NUMBER));
    await line.passes(1_000);
    const [call, ...more] = await callsOf(line, NUMBER);
    expect([call, more]).toMatchObject([{ outcome: 'completed' }, []]);
  });

  journey('while they talk is left in the call, and forgotten when it is over', async (line) => {
    const { first } = line;
    await reportsOutage(first);
    const caller = line.caller(NUMBER);
    await caller.rings();
    await caller.hears('press 1');
    expect((await forget(line)).json).toMatchObject({ calls: 0, left: 1 });
    caller.presses('1');
    await caller.hears('account number');
    await caller.hangsUp();
    await line.passes(1_000);
    const [call] = await callsOf(line, NUMBER);
    expect((await line.record(call?.callId)).call.outcome).toBe('abandoned');
    expect((await forget(line)).json).toMatchObject({ calls: 1, histories: 1, left: 0 });
    expect(await whereKept(line, NUMBER.slice(1))).toEqual([]);
  });

  journey(
    'who waited in line and talked to somebody is nowhere any more, nor is what was left of their wait',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 42);
      expect(await takes(line, ANN)).toBe('42');
      await called(line, ANN).hangsUp();
      await line.passes(60_000); // a wrap-up, and the longest wait
      const [call] = await callsOf(line, NUMBER);
      const { callId = '' } = call ?? {};
      const { Queue } = tableClients({ connectionString: tablesConnectionString() });
      const spot = { queue: 'support', priority: 500, arrival: '2026-11-20T10:15:05.000Z' };
      const keys = { partitionKey: 'support:*', rowKey: `500:${spot.arrival}:${callId}` };
      await Queue.createEntity({ ...keys, callId, caller: NUMBER, ...spot });
      expect(await whereKept(line, callId)).toEqual(expect.arrayContaining(['Queue', 'Durable']));
      expect((await forget(line)).json).toMatchObject({ calls: 1, left: 0 });
      expect(await whereKept(line, NUMBER.slice(1))).toEqual([]);
      expect(await whereKept(line, callId)).toEqual([]);
    },
    { ...QUEUE_LINE, flow: queueFlow(', longestMinutes: 1') },
  );

  lookupJourney('of whom a back end was asked is nowhere any more', async (line) => {
    const caller = line.caller(NUMBER);
    await asksBackEnd(caller);
    await caller.isHungUpOn();
    await line.passes(20_000);
    const [call] = await callsOf(line, NUMBER);
    expect(await whereKept(line, '42.50')).toEqual(expect.arrayContaining(['Durable']));
    expect((await forget(line)).json).toMatchObject({ calls: 1, left: 0 });
    for (const text of [NUMBER.slice(1), call?.callId ?? NUMBER, '42.50'])
      expect(await whereKept(line, text)).toEqual([]);
  });

  journey('and withholds their number cannot be told from others, who stay', async (line) => {
    const { first } = line;
    await reportsOutage(first);
    const { status, json } = await line.api('/callers/forget', { number: 'anonymous' });
    expect([status, json]).toMatchObject([400, { error: { target: 'number' } }]);
    expect(await line.calls()).toHaveLength(1);
  });
});
