import { afterAll, beforeAll, expect, test } from 'vitest';
import { SMALL_LINE } from '../calls/support/small-line.ts';
import { type FiringRange, firingRange } from '../chaos/malformed/firing-range.ts';
import { salvo } from '../chaos/malformed/salvo.ts';
import { tablesConnectionString } from '../support/tables.ts';

/** Milliseconds for as many of the ten thousand as fit; `npm run chaos -- --malformed` fires all. */
const TIME = 6_000;

let range: FiringRange;

beforeAll(async () => {
  range = await firingRange(tablesConnectionString(), SMALL_LINE);
});

afterAll(() => range.stop());

test('what is malformed comes to nothing, and tells nothing', async () => {
  const seed = Date.now() % 2 ** 31;
  const { fired, wrong } = await salvo(range, { seed, count: 10_000, withinMs: TIME });
  console.log(`malformed requests: ${fired}, seed ${seed}`);
  expect(wrong).toBeUndefined();
}, 60_000);
