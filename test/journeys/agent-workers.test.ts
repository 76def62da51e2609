import { describe, expect } from 'vitest';
import type { Switches } from '../../local/durable/switches.ts';
import { CARRY_OUT } from '../../orchestrations/names.ts';
import { ANNA, asksForPerson, BEN, STAFFED, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { legs, nothingRuns } from './support/handed-over.ts';
import { words } from './support/heard.ts';
import { journey, type Line } from './support/line.ts';
import { talksToAnna } from './support/talk.ts';

/** So many turns has the call below. */
const TURNS = 13;

/** A whole call with Anna, to its end. What is sent twice is heard and done once. */
async function talksAndSaysGoodbye(
  line: Parameters<Parameters<typeof journey>[1]>[0],
): Promise<void> {
  const { first: caller } = line;
  const anna = await talksToAnna(line, caller);
  await anna.presses('*2');
  await line.passes(4_000);
  expect(caller.phone().state).toBe('on-hold');
  await anna.presses('*2');
  await line.passes(4_000);
  expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
  expect(await standing(line)).toMatchObject({ anna: 'talking', ben: 'available' });
  await anna.presses('*9');
  await caller.hears('Were you helped');
  caller.presses('1');
  await caller.hears('Thank you');
  await caller.isHungUpOn();
  await line.passes(5_000); // the last rows are tried again after 2 s

  expect(await anna.all()).toHaveLength(1);
  const { call, offers, timeline } = await line.record();
  expect(call).toMatchObject({ outcome: 'answered-by-agent', agent: 'anna', offers: 1 });
  expect(offers).toHaveLength(1);
  expect(timeline.filter(({ type }) => type === 'outcome')).toHaveLength(1);
  expect(await standing(line)).toMatchObject({ anna: 'wrap-up', ben: 'available' });
  expect(await legs(line)).toEqual([]);
  nothingRuns(line);
}

describe('a call with an agent', () => {
  for (const when of ['before', 'after'] as const) {
    journey(
      `goes on though the worker dies in every turn, ${when} its work was done, and nothing goes unheard`,
      async (line) => {
        await talksAndSaysGoodbye(line);
        const heard = words(line.first.phone()).filter(({ done }) => done);
        expect(heard.map(({ content }) => content)).toEqual([
          'Welcome.',
          'Please hold for a colleague.',
          'Thank you. Goodbye.',
        ]);
      },
      { ...STAFFED, switches: { activityDies: firstTry(when) } },
    );
  }

  for (let turn = 1; turn <= TURNS; turn += 1) {
    journey(
      `goes on though its turn ${turn} is carried out twice`,
      async (line) => {
        await talksAndSaysGoodbye(line);
        const turns = line.logged.filter(({ event }) => event === 'turn');
        expect(turns.length).toBeGreaterThan(TURNS);
      },
      { ...STAFFED, switches: { activityRunsTwice: nth(turn) } },
    );
  }
});

/** The turn of that number, counted as they are carried out. */
function nth(turn: number): (name: string) => boolean {
  let turns = 0;
  return (name) => {
    if (name !== CARRY_OUT) return false;
    turns += 1;
    return turns === turn;
  };
}

/** The first try of each turn dies, the second lives. */
function firstTry(when: 'before' | 'after'): NonNullable<Switches['activityDies']> {
  return (name, attempt) => (name === CARRY_OUT && attempt % 2 === 1 ? when : undefined);
}

/** How many tries of a turn still die, and when. */
const deaths = { left: 0, when: 'before' as 'before' | 'after' };
const DYING = {
  ...STAFFED,
  switches: {
    activityDies(name: string) {
      if (name !== CARRY_OUT || deaths.left === 0) return undefined;
      deaths.left -= 1;
      return deaths.when;
    },
  },
};

function dies(when: 'before' | 'after'): void {
  Object.assign(deaths, { left: 2, when });
}

/** Nobody is held by a call, and nothing of it runs. */
async function endsWell(line: Line): Promise<void> {
  await line.passes(60_000);
  nothingRuns(line);
  for (const state of Object.values(await standing(line))) expect(state).toMatch(/^(av|aw|wr)/);
  expect(await legs(line)).toEqual([]);
}

describe('an invitation whose worker dies twice', () => {
  for (const when of ['before', 'after'] as const) {
    journey(
      `${when} its work was done is made again, and the caller is on hold soon`,
      async (line) => {
        const { first: caller } = line;
        await sets(line, ANNA, { on: 'answer', afterMs: 2_000 });
        await sets(line, BEN, { on: 'answer', afterMs: 2_000 });
        await caller.rings();
        await caller.hears('press 1');
        dies(when);
        caller.presses('0');
        await caller.hears('music.wav', { withinSeconds: 10 });
        await line.passes(6_000);
        const agents = [...(await called(line, ANNA).all()), ...(await called(line, BEN).all())];
        const asked = agents.filter(({ hearing }) => hearing?.content.includes('Press 1'));
        expect(asked).toHaveLength(1);
        await line.sim('POST', `/_sim/phones/${asked[0]?.id}/press`, { digits: '1' });
        await line.passes(2_000);
        expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
        const states = Object.values(await standing(line));
        expect(states.filter((state) => state === 'talking')).toHaveLength(1);
        expect(states.filter((state) => state === 'offered')).toEqual([]);
        await caller.hangsUp();
        await endsWell(line);
        expect((await line.record()).call.outcome).toBe('answered-by-agent');
      },
      DYING,
    );
  }

  for (const when of ['before', 'after'] as const) {
    journey(
      `${when} its work was done, for the next agent, is made once more`,
      async (line) => {
        const { first: caller } = line;
        await sets(line, ANNA, { on: 'decline', afterMs: 5_000 });
        await sets(line, BEN, { on: 'answer', afterMs: 2_000 });
        await asksForPerson(caller);
        await called(line, ANNA).rings();
        dies(when);
        await called(line, ANNA).isHungUpOn();
        await line.passes(8_000);
        const states = Object.values(await standing(line));
        expect(states.filter((state) => state === 'offered')).toHaveLength(1);
        await caller.hangsUp();
        await endsWell(line);
        expect(await standing(line)).toMatchObject({ anna: 'available' });
      },
      DYING,
    );
  }
});
