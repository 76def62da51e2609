import { describe, expect, test } from 'vitest';
import { agentTable } from '../../adapters/agent-table.ts';
import { tableClients } from '../../adapters/table-clients.ts';
import type { Release } from '../../calls/commands-agents.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { at, callId, claimOf, type Desk, openDesk, person } from './support/agents.ts';

const ANNA = person('anna', 61);
const OFFERED = { state: 'offered', stateSince: at(0), callId: callId(1), offer: 'offer:3' };

/** A desk with one agent, who talks in call 1 since second 10. */
async function talking(wrapUpSeconds?: number): Promise<Desk> {
  const desk = await openDesk([ANNA], wrapUpSeconds);
  await desk.agents.claim(claimOf(1));
  desk.putClock(10);
  await desk.agents.talks(callId(1), 'anna', 'offer:3');
  return desk;
}

const release = (to: Release['to'], more: Partial<Release> = {}): Release => {
  return { agent: 'anna', offer: 'offer:3', to, ...more };
};

describe('an agent who accepted', () => {
  test('talks', async () => {
    const { who } = await talking();
    expect(await who('anna')).toEqual({ ...OFFERED, state: 'talking', stateSince: at(10) });
  });

  test('talks since they accepted, however often it is told', async () => {
    const { agents, putClock, who } = await talking();
    putClock(12);
    await agents.talks(callId(1), 'anna', 'offer:3');
    expect(await who('anna')).toMatchObject({ stateSince: at(10) });
  });

  test.each([
    ['another call', callId(2), 'offer:3'],
    ['another offer', callId(1), 'offer:5'],
  ])('of %s does not', async (_what, call, offer) => {
    const { agents, who } = await openDesk([ANNA]);
    await agents.claim(claimOf(1));
    await agents.talks(call, 'anna', offer);
    await agents.talks(call, 'nobody', offer);
    expect(await who('anna')).toEqual(OFFERED);
  });
});

describe('an agent who is let go', () => {
  test('is available, and nothing of the call is left', async () => {
    const { agents, putClock, who } = await talking();
    putClock(20);
    await agents.release(callId(1), release('available'));
    expect(await who('anna')).toEqual({ state: 'available', stateSince: at(20) });
  });

  test('may be away, with a reason', async () => {
    const { agents, who } = await talking();
    await agents.release(callId(1), release('away', { reason: 'no-answer' }));
    expect(await who('anna')).toEqual({ state: 'away', stateSince: at(10), reason: 'no-answer' });
  });

  test('may have time for themselves, and is available since it was over', async () => {
    const { agents, putClock, who } = await talking();
    await agents.release(callId(1), release('wrap-up'));
    const wrapUp = { state: 'wrap-up', stateSince: at(10), wrapUpUntil: at(40) };
    expect(await who('anna')).toEqual(wrapUp);
    putClock(39.999);
    expect(await who('anna')).toEqual(wrapUp);
    expect(await agents.claim(claimOf(2))).toBeUndefined();
    putClock(40);
    expect(await who('anna')).toEqual({ state: 'available', stateSince: at(40) });
    expect(await agents.claim(claimOf(2))).toMatchObject({ id: 'anna' });
    expect(await who('anna')).toEqual({ ...OFFERED, stateSince: at(40), callId: callId(2) });
  });

  test('is available at once where there is no wrap-up', async () => {
    const { agents, table } = await talking(0);
    await agents.release(callId(1), release('wrap-up'));
    expect(await table.getEntity('agents', 'anna')).toMatchObject({
      state: 'available',
      stateSince: at(10),
    });
  });

  test.each([
    ['another call', callId(2), release('available')],
    ['another offer', callId(1), release('available', { offer: 'offer:5' })],
    ['nobody', callId(1), release('available', { agent: 'nobody' })],
  ])('by %s is not', async (_what, call, theirs) => {
    const { agents, who } = await talking();
    await agents.release(call, theirs);
    expect(await who('anna')).toMatchObject({ state: 'talking' });
  });

  test('as another call has just got them stays with that call', async () => {
    const { agents, another, who } = await talking();
    const late = tableClients({ connectionString: tablesConnectionString() }).Agents;
    const update = late.updateEntity.bind(late);
    late.updateEntity = async (...write) => {
      await agents.release(callId(1), release('available'));
      await agents.claim(claimOf(2));
      return update(...write);
    };
    await another([ANNA], late).release(callId(1), release('away'));
    expect(await who('anna')).toMatchObject({ state: 'offered', callId: callId(2) });
  });
});

test('an agent who is removed at this moment stays removed', async () => {
  const { agents, another, table } = await openDesk([ANNA]);
  const late = tableClients({ connectionString: tablesConnectionString() }).Agents;
  const update = late.updateEntity.bind(late);
  late.updateEntity = async (...write) => {
    await table.deleteEntity('agents', 'anna');
    return update(...write);
  };
  expect(await another([ANNA], late).set('anna', 'away')).toEqual({ is: 'unknown' });
  expect(await agents.list()).toEqual([]);
});

describe('an agent is freed whose call is over', () => {
  test('from an offer to available, from talking to wrap-up', async () => {
    const { agents, who } = await openDesk([ANNA]);
    await agents.claim(claimOf(1));
    const [offered] = await agents.list();
    expect(offered && (await agents.free(offered))).toBe(true);
    expect(await who('anna')).toEqual({ state: 'available', stateSince: at(0) });
    await agents.claim(claimOf(1));
    await agents.talks(callId(1), 'anna', 'offer:3');
    const [spoke] = await agents.list();
    expect(spoke && (await agents.free(spoke))).toBe(true);
    expect(await who('anna')).toMatchObject({ state: 'wrap-up', wrapUpUntil: at(30) });
  });

  test('unless they have changed since', async () => {
    const { agents, who } = await openDesk([ANNA]);
    await agents.claim(claimOf(1));
    const [offered] = await agents.list();
    await agents.talks(callId(1), 'anna', 'offer:3');
    expect(offered && (await agents.free(offered))).toBe(false);
    expect(await who('anna')).toMatchObject({ state: 'talking' });
  });
});

describe('an agent is set', () => {
  test('away with a reason, and available again', async () => {
    const { agents, putClock, who } = await openDesk([ANNA]);
    putClock(5);
    const away = { state: 'away', stateSince: at(5), reason: 'lunch' };
    expect(await agents.set('anna', 'away', 'lunch')).toMatchObject({ is: 'set', agent: away });
    expect(await who('anna')).toEqual(away);
    putClock(9);
    expect(await agents.set('anna', 'available')).toMatchObject({ is: 'set' });
    expect(await who('anna')).toEqual({ state: 'available', stateSince: at(9) });
  });

  test('to what they are already without losing their place, to another reason at most', async () => {
    const { agents, putClock, who } = await openDesk([ANNA]);
    putClock(5);
    await agents.set('anna', 'available');
    expect(await who('anna')).toMatchObject({ stateSince: at(0) });
    await agents.set('anna', 'away', 'lunch');
    putClock(6);
    await agents.set('anna', 'away', 'training');
    expect(await who('anna')).toEqual({ state: 'away', stateSince: at(5), reason: 'training' });
  });

  test('available before their wrap-up is over', async () => {
    const { agents, putClock, who } = await talking();
    await agents.release(callId(1), release('wrap-up'));
    putClock(12);
    await agents.set('anna', 'available');
    expect(await who('anna')).toEqual({ state: 'available', stateSince: at(12) });
  });

  test('to nothing in a call', async () => {
    const { agents, who } = await talking();
    const talks = { state: 'talking', callId: callId(1) };
    expect(await agents.set('anna', 'away')).toMatchObject({ is: 'in-call', agent: talks });
    expect(await agents.set('anna', 'available')).toMatchObject({ is: 'in-call' });
    expect(await who('anna')).toMatchObject(talks);
  });

  test('only if there is one', async () => {
    const { agents } = await openDesk([ANNA]);
    expect(await agents.set('ben', 'away')).toEqual({ is: 'unknown' });
  });
});

test('tables that are away are an outage for everybody but who lets an agent go', async () => {
  const nowhere =
    'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;';
  const { agents: here } = await talking();
  const [anna] = await here.list();
  if (!anna) throw new Error('nobody is there');
  const table = tableClients({ connectionString: nowhere }).Agents;
  const away = agentTable(table, { described: [ANNA], wrapUpSeconds: 30, now: () => 0 });
  await expect(away.claim(claimOf(1))).rejects.toThrow();
  await expect(away.talks(callId(1), 'anna', 'offer:3')).rejects.toThrow();
  await expect(away.list()).rejects.toThrow();
  await expect(away.set('anna', 'away')).rejects.toThrow();
  await expect(away.seed()).rejects.toThrow();
  expect(await away.release(callId(1), release('available'))).toBeUndefined();
  expect(await away.free(anna)).toBe(false);
});

test('agents are reckoned with as they stood a moment ago, and claimed as they stand', async () => {
  const { agents, another, putClock } = await openDesk([ANNA]);
  const states = async (read: typeof agents.list) => (await read()).map(({ state }) => state);
  expect(await states(agents.lately)).toEqual(['available']);
  await another().set('anna', 'away');
  expect(await states(agents.lately)).toEqual(['available']);
  expect(await states(agents.list)).toEqual(['away']);
  putClock(0.25);
  expect(await states(agents.lately)).toEqual(['away']);
});
