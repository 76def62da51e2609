import { describe, expect, test } from 'vitest';
import { brokenFile } from '../../adapters/authored-file.ts';
import { FILE, type PublishedFlow } from '../../adapters/flow-entities.ts';
import type { Flow } from '../../calls/flow.ts';
import { flowsInUse } from '../../functions/flows-in-use.ts';
import { SMALL_LINE } from '../calls/support/small-line.ts';

const version = (number: number) => String(number).padStart(12, '0');

/** A line whose table of flows a test fills, breaks and mends. */
function line() {
  const flows = new Map<string, PublishedFlow>();
  const log: { event: string; fields?: object }[] = [];
  const world = {
    current: FILE,
    seconds: 0,
    isAway: false,
    broken: '',
    asked: 0,
    found: 0,
    checks: 0,
  };
  const { current, lookAgain } = flowsInUse({
    file: SMALL_LINE,
    table: {
      async current() {
        world.asked += 1;
        if (world.isAway) throw new Error('away');
        return { version: world.current, before: [] };
      },
      async find(wanted) {
        world.found += 1;
        if (world.isAway) throw new Error('away');
        return flows.get(wanted);
      },
    },
    async check(source) {
      world.checks += 1;
      const mistake = { line: 2, column: 3, message: 'no.' };
      if (source === world.broken) return brokenFile('the flow', [mistake]);
      // by another name than it was published under: another release makes other flows of a text
      return { ok: true, flow: { ...SMALL_LINE, line: source, version: 'ffffffffffff' } };
    },
    now: () => world.seconds * 1_000,
    log: (_level, event, fields) => log.push({ event, fields }),
  });
  return {
    world,
    log,
    lookAgain,
    /** What calls that begin so many seconds later take. */
    async later(seconds: number): Promise<Flow> {
      world.seconds += seconds;
      return current();
    },
    current,
    publishes(number: number) {
      world.current = version(number);
      const [publishedBy, publishedAt] = ['ann', '2026-11-20T10:00:00.000Z'];
      flows.set(world.current, {
        version: world.current,
        source: `flow ${number}`,
        publishedBy,
        publishedAt,
      });
    },
    loses: (number: number) => flows.delete(version(number)),
  };
}

describe('calls that begin take', () => {
  test('the flow of the file while none was published', async () => {
    const { later, world } = line();
    expect(await later(0)).toBe(SMALL_LINE);
    expect([world.found, world.checks]).toEqual([0, 0]);
  });

  test('the published one by the name it was published under', async () => {
    const { later, publishes } = line();
    publishes(1);
    expect(await later(0)).toEqual({ ...SMALL_LINE, line: 'flow 1', version: version(1) });
  });

  test('what was published in the last 15 s, and from then on all of it', async () => {
    const { later, publishes, world } = line();
    publishes(1);
    await later(0);
    publishes(2);
    expect((await later(14.9)).line).toBe('flow 1');
    expect((await later(0.1)).line).toBe('flow 2');
    expect(world.asked).toBe(2);
  });

  test('what was published from here at once', async () => {
    const { later, publishes, lookAgain } = line();
    await later(0);
    publishes(1);
    lookAgain();
    expect((await later(0)).line).toBe('flow 1');
  });
});

describe('the tables are asked', () => {
  test('once for callers who ring at the same time', async () => {
    const { current, publishes, world } = line();
    publishes(1);
    await Promise.all(Array.from({ length: 50 }, current));
    expect([world.asked, world.found, world.checks]).toEqual([1, 1, 1]);
  });

  test('once for what a version is, of the eight that were current last', async () => {
    const { later, publishes, world } = line();
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 1, 2]) {
      publishes(number);
      expect((await later(15)).version).toBe(version(number));
    }
    expect(world.found).toBe(8);
    publishes(9);
    await later(15);
    publishes(1);
    await later(15);
    expect([world.found, world.checks]).toEqual([10, 10]);
  });
});

describe('a flow that cannot be had', () => {
  test('because the tables are away is the last one that could, and is looked for again in 5 s', async () => {
    const { later, publishes, world, log } = line();
    publishes(1);
    await later(0);
    world.isAway = true;
    publishes(2);
    expect((await later(15)).line).toBe('flow 1');
    expect((await later(4.9)).line).toBe('flow 1');
    expect(log).toEqual([
      { event: 'flow-not-usable', fields: { reason: 'away', taken: version(1) } },
    ]);
    world.isAway = false;
    expect((await later(0.1)).line).toBe('flow 2');
  });

  test('from the beginning is that of the file', async () => {
    const { later, publishes, world } = line();
    publishes(1);
    world.isAway = true;
    expect(await later(0)).toBe(SMALL_LINE);
  });

  test('because this release does not take it is the last good one, told once', async () => {
    const { later, publishes, world, log } = line();
    publishes(1);
    await later(0);
    world.broken = 'flow 2';
    publishes(2);
    for (const seconds of [15, 15, 15]) expect((await later(seconds)).line).toBe('flow 1');
    const reason = 'mistakes: 1, the first in 2:3';
    const fields = { version: version(2), reason, taken: version(1) };
    expect(log).toEqual([{ event: 'flow-not-usable', fields }]);
    expect(world.checks).toBe(2);
    publishes(3);
    expect((await later(15)).line).toBe('flow 3');
  });

  test('because its row is missing is the last good one, until the row is there', async () => {
    const { later, publishes, loses, log } = line();
    publishes(1);
    await later(0);
    publishes(2);
    loses(2);
    expect((await later(15)).line).toBe('flow 1');
    expect(log).toMatchObject([{ fields: { reason: 'its row is missing' } }]);
    publishes(2);
    expect((await later(15)).line).toBe('flow 2');
  });
});
