import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callId, claimOf, type Desk, openDesk, person } from './support/agents.ts';

const CALLS = Array.from({ length: 20 }, (_, index) => index + 1);
const PEOPLE = ['anna', 'ben', 'carl', 'dev', 'eve'].map((id, index) => person(id, 61 + index));

/** Who is held by which call, as the table has it. */
async function heldIn({ agents }: Desk): Promise<Record<string, string>> {
  const held = (await agents.list()).filter((agent) => agent.callId !== undefined);
  return Object.fromEntries(held.map((agent) => [agent.id, agent.callId ?? '']));
}

test('twenty calls that ask at once get five agents, each of them one', async () => {
  const desk = await openDesk(PEOPLE);
  const given = await Promise.all(CALLS.map((call) => desk.another().claim(claimOf(call))));
  const got = given.flatMap((agent, index) => (agent ? [[agent.id, callId(index + 1)]] : []));
  expect(got.map(([id]) => id).toSorted()).toEqual(PEOPLE.map(({ id }) => id));
  expect(Object.fromEntries(got)).toEqual(await heldIn(desk));
});

test('calls whose claims are carried out twice at once get one agent each', async () => {
  const desk = await openDesk(PEOPLE);
  const twice = CALLS.flatMap((call) => [call, call]);
  const given = await Promise.all(twice.map((call) => desk.another().claim(claimOf(call))));
  const held = await heldIn(desk);
  expect(new Set(Object.values(held)).size).toBe(5);
  for (const call of CALLS) {
    const ids = given.slice(2 * call - 2, 2 * call).map((agent) => agent?.id);
    const [mine] = Object.entries(held).find(([, holder]) => holder === callId(call)) ?? [];
    expect(ids).toEqual([mine, mine]);
  }
});

const offer = fc.record({
  accepts: fc.boolean(),
  to: fc.constantFrom('available' as const, 'wrap-up' as const),
  isLost: fc.boolean(),
});

test('whatever calls do, no agent is in two of them and no call has two agents', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(offer, { minLength: 1, maxLength: 3 }), { minLength: 20, maxLength: 20 }),
      async (plans) => {
        const desk = await openDesk(PEOPLE, 0);
        const holder = new Map<string, number>();
        await Promise.all(
          plans.map(async (offers, call) => {
            const agents = desk.another();
            let lost: string | undefined;
            for (const [turn, { accepts, to, isLost }] of offers.entries()) {
              const claim = claimOf(call, { offer: `offer:${turn}` });
              // what was lost is let go by the claim that comes next
              if (lost !== undefined) holder.delete(lost);
              lost = undefined;
              const both = await Promise.all([agents.claim(claim), desk.another().claim(claim)]);
              const ids = new Set(both.flatMap((agent) => agent?.id ?? []));
              expect(ids.size).toBeLessThanOrEqual(1);
              const [id] = ids;
              if (id === undefined) continue;
              expect([id, holder.get(id)]).toEqual([id, undefined]);
              holder.set(id, call);
              if (accepts) await agents.talks(callId(call), id, claim.offer);
              const own = Object.entries(await heldIn(desk)).filter(
                ([, other]) => other === callId(call),
              );
              expect(own).toEqual([[id, callId(call)]]);
              if (isLost) lost = id;
              else {
                holder.delete(id);
                await agents.release(callId(call), { agent: id, offer: claim.offer, to });
              }
            }
          }),
        );
        const lostAtLast = Object.keys(await heldIn(desk)).toSorted();
        expect(lostAtLast).toEqual([...holder.keys()].toSorted());
      },
    ),
    { numRuns: 6 },
  );
}, 60_000);
