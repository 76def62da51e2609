import { describe, expect, test } from 'vitest';
import { tableClients } from '../../adapters/table-clients.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { at, callId, claimOf, openDesk, person } from './support/agents.ts';

const ANNA = person('anna', 61, { skills: ['billing'] });
const BEN = person('ben', 62, { extension: 'ww204#' });
const CARL = person('carl', 63, { skills: ['billing', 'outages'] });

describe('a claim', () => {
  test('gives the agent who has been available longest, and makes them offered', async () => {
    const { agents, putClock, who } = await openDesk([ANNA, BEN]);
    putClock(1);
    await agents.set('anna', 'away');
    await agents.set('anna', 'available');
    putClock(5);
    expect(await agents.claim(claimOf(1))).toEqual({
      id: 'ben',
      name: 'BEN',
      participant: '+15550162',
      extension: 'ww204#',
    });
    const offered = { state: 'offered', stateSince: at(5), callId: callId(1), offer: 'offer:3' };
    expect(await who('ben')).toEqual(offered);
    expect(await who('anna')).toEqual({ state: 'available', stateSince: at(1) });
    const anna = await agents.claim(claimOf(2));
    expect(anna).toEqual({ id: 'anna', name: 'ANNA', participant: '+15550161' });
    expect(await agents.claim(claimOf(3))).toBeUndefined();
  });

  test('gives of those who are available as long the first by id', async () => {
    const { agents } = await openDesk([BEN, CARL, ANNA]);
    expect(await agents.claim(claimOf(1))).toMatchObject({ id: 'anna' });
  });

  test('asks for a skill, passes over those who were offered the call, and who is calling', async () => {
    const { agents } = await openDesk([ANNA, BEN, CARL]);
    const free = { ...claimOf(1), offer: 'offer:9' };
    expect(await agents.claim({ ...free, skill: 'outages' })).toMatchObject({ id: 'carl' });
    await agents.release(callId(1), { agent: 'carl', offer: 'offer:9', to: 'available' });
    expect(await agents.claim({ ...free, except: ['anna'] })).toMatchObject({ id: 'ben' });
    await agents.release(callId(1), { agent: 'ben', offer: 'offer:9', to: 'available' });
    const caller = ANNA.participant;
    expect(await agents.claim({ ...free, skill: 'billing', caller })).toMatchObject({ id: 'carl' });
    expect(await agents.claim(claimOf(2, { skill: 'bill' }))).toBeUndefined();
    expect(await agents.claim(claimOf(2, { except: ['anna', 'ben'] }))).toBeUndefined();
  });

  test('gives nobody who is away, talking or in wrap-up', async () => {
    const { agents } = await openDesk([ANNA, BEN, CARL]);
    await agents.set('anna', 'away', 'lunch');
    await agents.claim(claimOf(1));
    await agents.talks(callId(1), 'ben', 'offer:3');
    await agents.claim(claimOf(2));
    await agents.release(callId(2), { agent: 'carl', offer: 'offer:3', to: 'wrap-up' });
    expect(await agents.claim(claimOf(3))).toBeUndefined();
  });

  test('of a table that is not there yet gives nobody', async () => {
    const { agents, table } = await openDesk([ANNA]);
    await table.deleteTable();
    expect(await agents.claim(claimOf(1))).toBeUndefined();
  });
});

describe('the same claim again', () => {
  test('gives the same agent, as they are', async () => {
    const { agents, putClock, who } = await openDesk([ANNA, BEN]);
    const first = await agents.claim(claimOf(1));
    await agents.talks(callId(1), 'anna', 'offer:3');
    putClock(7);
    expect(await agents.claim(claimOf(1))).toEqual(first);
    expect(await who('anna')).toMatchObject({ state: 'talking', stateSince: at(0) });
    expect(await who('ben')).toMatchObject({ state: 'available' });
  });

  test('carried out twice at once gives one agent', async () => {
    const { agents, another, who } = await openDesk([ANNA, BEN]);
    const [one, other] = await Promise.all([agents.claim(claimOf(1)), another().claim(claimOf(1))]);
    expect([one?.id, other?.id]).toEqual(['anna', 'anna']);
    expect(await who('ben')).toMatchObject({ state: 'available' });
  });

  test('that has seen other agents gives the one who was written first, and lets the other go', async () => {
    const { agents, another, who } = await openDesk([ANNA, BEN]);
    const late = tableClients({ connectionString: tablesConnectionString() }).Agents;
    const update = late.updateEntity.bind(late);
    let isFirst = true;
    late.updateEntity = async (...write) => {
      // before the write of ours, the other one sees anna away and takes ben
      if (isFirst) {
        isFirst = false;
        await agents.set('anna', 'away');
        await agents.claim(claimOf(1));
        await agents.set('anna', 'available');
        const [entity, mode, options] = write;
        const anna = await late.getEntity('agents', 'anna');
        return update(entity, mode, { ...options, etag: anna.etag });
      }
      return update(...write);
    };
    expect(await another([ANNA, BEN], late).claim(claimOf(1))).toMatchObject({ id: 'ben' });
    expect(await who('anna')).toMatchObject({ state: 'available' });
    expect(await who('ben')).toMatchObject({ state: 'offered', callId: callId(1) });
  });
});

describe('a call that holds an agent of another offer', () => {
  test('gets a new one, and lets the old one go', async () => {
    const { agents, putClock, who } = await openDesk([ANNA, BEN]);
    await agents.claim(claimOf(1));
    putClock(20);
    const next = claimOf(1, { offer: 'offer:5', except: ['anna'] });
    expect(await agents.claim(next)).toMatchObject({ id: 'ben' });
    expect(await who('anna')).toEqual({ state: 'available', stateSince: at(20) });
  });

  test('lets the old one go though nobody else is there, one who talked to their wrap-up', async () => {
    const { agents, putClock, who } = await openDesk([ANNA]);
    await agents.claim(claimOf(1));
    await agents.talks(callId(1), 'anna', 'offer:3');
    putClock(60);
    expect(await agents.claim(claimOf(1, { offer: 'offer:5' }))).toBeUndefined();
    expect(await who('anna')).toMatchObject({ state: 'wrap-up', wrapUpUntil: at(90) });
  });

  test('keeps them when an earlier offer is repeated late', async () => {
    const { agents, who } = await openDesk([ANNA, BEN]);
    await agents.claim(claimOf(1, { offer: 'offer:11' }));
    expect(await agents.claim(claimOf(1, { offer: 'offer:9' }))).toBeUndefined();
    expect(await who('anna')).toMatchObject({ state: 'offered', offer: 'offer:11' });
    expect(await who('ben')).toMatchObject({ state: 'available' });
  });

  test('is not let go by the claim of another call', async () => {
    const { agents, who } = await openDesk([ANNA, BEN]);
    await agents.claim(claimOf(1));
    await agents.claim(claimOf(2, { offer: 'offer:5' }));
    expect(await who('anna')).toMatchObject({ state: 'offered', callId: callId(1) });
  });
});
