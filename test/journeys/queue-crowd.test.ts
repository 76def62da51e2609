import { expect, test } from 'vitest';
import { CROWD_LINE, crowd } from './support/crowd.ts';
import { placesTold, wrongWithCrowd } from './support/crowd-checks.ts';
import { startLine } from './support/line.ts';
import { nothingIsLeft } from './support/queue-line.ts';

/** How many crowds come, one after the other, to one line. */
const CROWDS = 20;
/** Milliseconds of real time after which no other crowd comes: a busy machine sees fewer. */
const TIME = 100_000;
/** So many crowds leave in every way. */
const ENOUGH = 5;

test('fifty callers and five agents on a whole line, whatever they do, are served as they should', {
  timeout: TIME * 4,
}, async () => {
  const line = await startLine(CROWD_LINE);
  const until = performance.now() + TIME;
  const exits: Record<string, number> = {};
  let seed = 0;
  try {
    line.caller(); // from here on time passes with the test
    while (seed < CROWDS && performance.now() < until) {
      seed += 1;
      const came = await crowd(line, seed);
      expect(wrongWithCrowd(came), `seed ${seed}`).toEqual([]);
      expect(came.records, `seed ${seed}`).toHaveLength(50);
      expect(placesTold(came), `seed ${seed}`).toBeGreaterThan(0);
      await nothingIsLeft(line);
      for (const { call } of came.records) {
        const { queueExit = 'none' } = call;
        exits[queueExit] = (exits[queueExit] ?? 0) + 1;
      }
    }
    expect(line.logged.filter(({ event }) => event === 'unhandled')).toEqual([]);
  } finally {
    await line.stop();
  }
  console.log(`crowds on a whole line: ${seed} of ${CROWDS}, ${JSON.stringify(exits)}`);
  const ways = ['accepted', 'abandoned', 'timeout', 'full', 'nobody-on-duty'];
  if (seed >= ENOUGH) expect(Object.keys(exits)).toEqual(expect.arrayContaining(ways));
});
