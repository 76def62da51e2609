import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { staffedRun } from './staffed/run.ts';
import { wrongWith } from './staffed/wrong-with.ts';

/** Seeds that ever failed are run first, for ever. */
const failed: Record<string, number[]> = JSON.parse(
  readFileSync(new URL('./failed-seeds.json', import.meta.url), 'utf8'),
);

const RUNS = 1_000;
/** Milliseconds for the fresh runs. */
const TIME = 20_000;

describe('calls with agents who take them or do not, with events lost, late and twice', () => {
  test.each(failed['calls with agents'] ?? [])('go right with seed %i', (seed) => {
    expect(wrongWith(staffedRun(seed))).toBeUndefined();
  });

  test('go right with fresh seeds', { timeout: TIME * 2 }, () => {
    const seed = Date.now() % 2 ** 31;
    const until = performance.now() + TIME;
    let runs = 0;
    for (; runs < RUNS && performance.now() < until; runs += 1) {
      const wrong = wrongWith(staffedRun(seed + runs));
      expect(wrong, `seed ${seed + runs}`).toBeUndefined();
    }
    console.log(`calls with agents: ${runs} runs from seed ${seed}`);
  });

  test('go right when one event in five is lost', { timeout: TIME * 2 }, () => {
    const seed = Date.now() % 2 ** 31;
    for (let nth = 0; nth < 200; nth += 1) {
      const wrong = wrongWith(staffedRun(seed + nth, { lose: 0.2, twice: 0.2 }));
      expect(wrong, `seed ${seed + nth}`).toBeUndefined();
    }
  });
});
