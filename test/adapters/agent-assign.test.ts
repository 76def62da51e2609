import { describe, expect, test } from 'vitest';
import { at, callId, claimOf, openDesk, person } from './support/agents.ts';

const STAFF = [person('anna', 61), person('ben', 62)];
const FIRST = { callId: callId(1), offer: 'offer:q1-anna' };
const SECOND = { callId: callId(1), offer: 'offer:q1-ben' };

/** The two agents as they were read. */
async function read() {
  const desk = await openDesk(STAFF);
  const [anna, ben] = await desk.agents.list();
  if (!anna || !ben) throw new Error('somebody is missing');
  return { desk, anna, ben };
}

describe('assigning an agent to a caller in line', () => {
  test('makes them offered', async () => {
    const { desk, anna } = await read();
    expect(await desk.agents.assign(anna, FIRST)).toBe(true);
    expect(await desk.who('anna')).toEqual({ state: 'offered', stateSince: at(0), ...FIRST });
  });

  test('does nothing when they have changed since they were read', async () => {
    const { desk, anna } = await read();
    await desk.agents.set('anna', 'away', 'lunch');
    expect(await desk.agents.assign(anna, FIRST)).toBe(false);
    expect(await desk.who('anna')).toMatchObject({ state: 'away' });
  });

  test('when the caller has another already lets them go, who have waited as long as before', async () => {
    const { desk, anna, ben } = await read();
    await desk.agents.assign(anna, FIRST);
    desk.putClock(9);
    expect(await desk.another().assign(ben, SECOND)).toBe(false);
    expect(await desk.who('ben')).toEqual({ state: 'available', stateSince: at(0) });
    expect(await desk.who('anna')).toMatchObject({ state: 'offered' });
  });

  test('of two at the same time counts once', async () => {
    for (let times = 0; times < 5; times += 1) {
      const { desk, anna, ben } = await read();
      const done = await Promise.all([
        desk.agents.assign(anna, FIRST),
        desk.another().assign(ben, SECOND),
      ]);
      expect(done.filter(Boolean)).toHaveLength(1);
      const states = (await desk.agents.list()).map(({ state }) => state);
      expect(states.toSorted()).toEqual(['available', 'offered']);
    }
  });

  test('is no offer of a turn: the next claim of the call lets them go', async () => {
    const { desk, anna } = await read();
    await desk.agents.assign(anna, { callId: callId(1), offer: 'offer:q1795169702103-anna' });
    const claim = claimOf(1, { offer: 'offer:7', except: ['anna'] });
    expect(await desk.agents.claim(claim)).toMatchObject({ id: 'ben' });
    expect(await desk.who('anna')).toMatchObject({ state: 'available' });
  });
});
