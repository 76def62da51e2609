import { expect, test } from 'vitest';
import { at, callId, claimOf, openDesk, person } from './support/agents.ts';

const ANNA = person('anna', 61, { skills: ['billing'] });
const BEN = person('ben', 62, { extension: 'ww204#' });

test('agents of the file are in the table, available from then on', async () => {
  const { agents, table } = await openDesk([ANNA, BEN]);
  expect(await agents.list()).toMatchObject([
    { ...ANNA, state: 'available', stateSince: at(0) },
    { ...BEN, state: 'available', stateSince: at(0) },
  ]);
  const { partitionKey, rowKey, skills, extension } = await table.getEntity('agents', 'ben');
  expect({ partitionKey, rowKey, skills, extension }).toEqual({
    partitionKey: 'agents',
    rowKey: 'ben',
    skills: '',
    extension: 'ww204#',
  });
});

test('another file changes what it says of them, and not how they stand', async () => {
  const { agents, another, putClock } = await openDesk([ANNA, BEN]);
  await agents.claim(claimOf(1));
  await agents.set('ben', 'away', 'lunch');
  putClock(60);
  const { extension: _, ...plain } = BEN;
  const anna = { ...ANNA, name: 'Anna B', participant: '+15550171', extension: '1' };
  await another([anna, { ...plain, skills: ['outages', 'billing'] }]).seed();
  expect(await agents.list()).toMatchObject([
    { ...anna, state: 'offered', callId: callId(1), offer: 'offer:3', stateSince: at(0) },
    { ...plain, skills: ['outages', 'billing'], state: 'away', reason: 'lunch' },
  ]);
  expect((await agents.list())[1]?.extension).toBeUndefined();
});

test.each([
  ['extension', { extension: '7' }],
  ['number', { participant: '+15550171' }],
  ['skills', { skills: ['outages'] }],
  ['name', { name: 'Ben' }],
])('another %s alone is written', async (_what, change) => {
  const { agents, another } = await openDesk([BEN]);
  await another([{ ...BEN, ...change }]).seed();
  expect(await agents.list()).toMatchObject([{ ...BEN, ...change, state: 'available' }]);
});

test('the same file changes nothing', async () => {
  const { agents, another } = await openDesk([ANNA, BEN]);
  const before = await agents.list();
  await another().seed();
  expect(await agents.list()).toEqual(before);
});

test('who is no longer in the file is removed, whatever they do but talk to a caller', async () => {
  const carl = person('carl', 63);
  const { agents, another } = await openDesk([ANNA, BEN, carl, person('dan', 64)]);
  await agents.claim(claimOf(1));
  await agents.set('ben', 'away');
  await agents.claim(claimOf(2));
  await agents.release(callId(2), { agent: 'carl', offer: 'offer:3', to: 'wrap-up' });
  await another([]).seed();
  expect(await agents.list()).toMatchObject([{ id: 'anna', state: 'offered' }]);
});

test('who is removed from the file in a call is removed after it', async () => {
  const { agents, another } = await openDesk([ANNA, BEN]);
  await agents.claim(claimOf(1));
  const later = another([BEN]);
  await later.seed();
  expect(await agents.list()).toHaveLength(2);
  await agents.release(callId(1), { agent: 'anna', offer: 'offer:3', to: 'available' });
  await later.seed();
  expect(await agents.list()).toMatchObject([{ id: 'ben' }]);
});

test('what is done is not done again, so that it can be asked for often', async () => {
  const { agents, table } = await openDesk([ANNA]);
  await table.deleteEntity('agents', 'anna');
  await agents.seed();
  expect(await agents.list()).toEqual([]);
});

test('what could not be done is tried again', async () => {
  const { table, another } = await openDesk([]);
  const list = table.listEntities.bind(table);
  table.listEntities = () => {
    throw new Error('away');
  };
  const agents = another([ANNA]);
  await expect(agents.seed()).rejects.toThrow();
  table.listEntities = list;
  await agents.seed();
  expect(await agents.list()).toMatchObject([{ id: 'anna' }]);
});

test('a table that is missing is made', async () => {
  const { table, another } = await openDesk([]);
  await table.deleteTable();
  const agents = another([ANNA, BEN]);
  await agents.seed();
  expect(await agents.list()).toHaveLength(2);
});

test('who is no longer in the file stays for a call that gets them at this moment', async () => {
  const { agents, table, another } = await openDesk([ANNA]);
  const remove = table.deleteEntity.bind(table);
  table.deleteEntity = async (...keys) => {
    await agents.claim(claimOf(1));
    return remove(...keys);
  };
  await another([]).seed();
  expect(await agents.list()).toMatchObject([{ id: 'anna', state: 'offered' }]);
});

test('an agent whom a call gets at this moment is changed at the next try', async () => {
  const { agents, table, another } = await openDesk([ANNA]);
  const update = table.updateEntity.bind(table);
  table.updateEntity = async (...write) => {
    table.updateEntity = update;
    await agents.claim(claimOf(1));
    return update(...write);
  };
  const other = another([{ ...ANNA, name: 'Anna B' }]);
  await other.seed();
  expect(await agents.list()).toMatchObject([{ name: 'ANNA', state: 'offered' }]);
  await other.seed();
  expect(await agents.list()).toMatchObject([{ name: 'Anna B', state: 'offered' }]);
});
