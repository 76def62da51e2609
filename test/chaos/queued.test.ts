import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { queuedRun } from './queued/run.ts';
import { tally, wrongWithSeed } from './queued/wrong-with.ts';

/** Seeds that ever failed are run first, for ever. */
const failed: Record<string, number[]> = JSON.parse(
  readFileSync(new URL('./failed-seeds.json', import.meta.url), 'utf8'),
);

const RUNS = 1_000;
/** Milliseconds for the fresh runs. */
const TIME = 60_000;

describe('fifty callers in line for five agents', () => {
  test.each(failed['callers in line'] ?? [])('are served as they should with seed %i', (seed) => {
    expect(wrongWithSeed(seed)).toBeUndefined();
  });

  test('are served as they should with fresh seeds', { timeout: TIME * 3 }, () => {
    const seed = Date.now() % 2 ** 31;
    const until = performance.now() + TIME;
    const counted = tally();
    let runs = 0;
    for (; runs < RUNS && performance.now() < until; runs += 1) {
      const wrong = wrongWithSeed(seed + runs, {}, counted);
      expect(
        wrong,
        `npm run chaos -- --queues-only --runs 1 --seed ${seed + runs}`,
      ).toBeUndefined();
    }
    console.log(`callers in line: ${runs} of ${RUNS} runs from seed ${seed}, ${counted.words()}`);
    expect(counted.unseen()).toEqual([]);
    expect(counted.places).toBeGreaterThan(runs * 10);
  });

  test('are served as they should when one event in five is lost', { timeout: TIME * 3 }, () => {
    const seed = Date.now() % 2 ** 31;
    for (let nth = 0; nth < 60; nth += 1) {
      const wrong = wrongWithSeed(seed + nth, { lose: 0.2, twice: 0.2 });
      expect(wrong, `seed ${seed + nth}`).toBeUndefined();
    }
  });

  test('do the same again with the same seed', () => {
    const told = () => queuedRun(7, { isTold: true }).calls.flatMap(({ script }) => script);
    expect(told()).toEqual(told());
  });
});
