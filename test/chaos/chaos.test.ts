import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, test } from 'vitest';
import { PROPERTIES } from './properties.ts';

/** Seeds that ever failed, with the property: they are run first, for ever. */
const failed: Record<string, number[]> = JSON.parse(
  readFileSync(new URL('./failed-seeds.json', import.meta.url), 'utf8'),
);

/** Milliseconds for the fresh runs of each property. */
const TIME = 4000;

describe.each(Object.entries(PROPERTIES))('a call with %s', (name, property) => {
  test.each(failed[name] ?? [])('goes right with seed %i', async (seed) => {
    await fc.assert(property, { seed, numRuns: 2000 });
  });

  test('goes right with a fresh seed', async () => {
    const seed = Date.now() % 2 ** 31;
    console.log(`${name}: seed ${seed}`);
    await fc.assert(property, { seed, numRuns: 100_000, interruptAfterTimeLimit: TIME });
  });
});
