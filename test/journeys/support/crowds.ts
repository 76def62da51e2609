import { expect } from 'vitest';
import { CROWD_LINE, crowd } from './crowd.ts';
import { placesTold, wrongWithCrowd } from './crowd-checks.ts';
import { startLine } from './line.ts';
import { nothingIsLeft } from './queue-line.ts';

/** Every way to leave a queue. */
const WAYS = ['accepted', 'abandoned', 'timeout', 'full', 'nobody-on-duty', 'callback'];

/** Has crowds come to one line, one after the other, each with the next seed, and looks that they are served as they should. */
export async function crowdsAreServed(firstSeed: number, crowds: number): Promise<void> {
  const line = await startLine(CROWD_LINE);
  const exits: Record<string, number> = {};
  let [places, calledBack] = [0, 0];
  try {
    line.caller(); // from here on time passes with the test
    for (let seed = firstSeed; seed < firstSeed + crowds; seed += 1) {
      const came = await crowd(line, seed);
      expect(wrongWithCrowd(came), `seed ${seed}`).toEqual([]);
      expect(came.records, `seed ${seed}`).toHaveLength(50);
      expect(placesTold(came), `seed ${seed}`).toBeGreaterThan(0);
      await nothingIsLeft(line);
      places += placesTold(came);
      calledBack += came.callbacks.length;
      for (const { call } of came.records) {
        const { queueExit = 'none' } = call;
        exits[queueExit] = (exits[queueExit] ?? 0) + 1;
      }
    }
    expect(line.logged.filter(({ event }) => event === 'unhandled')).toEqual([]);
  } finally {
    await line.stop();
  }
  console.log(
    `${crowds} crowds on a whole line: ${places} places told, ${calledBack} calls to call back, ${JSON.stringify(exits)}`,
  );
  expect(Object.keys(exits)).toEqual(expect.arrayContaining(WAYS));
}
