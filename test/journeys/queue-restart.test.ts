import { describe, expect, test } from 'vitest';
import { areAway, isAvailableAgain, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { type MortalLine, mortalLine } from './support/mortal-line.ts';
import { ANN, allJoin, BOB, joins, picksUp, takes, type Waiter } from './support/queue-line.ts';
import { watchSilences } from './support/silences.ts';
import {
  allIsDone,
  keyOf,
  nextFor,
  places,
  serveAll,
  TWENTY,
  toldTheTruth,
} from './support/twenty-callers.ts';

/** So long may a journey of twenty calls take, of real time. */
const TWENTY_CALLS_MS = 180_000;

/** Ann talks to somebody, Bob is away, and twenty callers get in line. */
async function twentyWait(line: MortalLine): Promise<Map<string, Waiter>> {
  await picksUp(line, ANN);
  await areAway(line, 'bob');
  await joins(line, 70);
  expect(await takes(line, ANN)).toBe('70');
  const callers = await allJoin(line, TWENTY, keyOf);
  return new Map(callers.map((caller, index) => [String(TWENTY[index]), caller]));
}

test(
  'twenty callers keep their places when the whole line is killed and starts again',
  async () => {
    const line = await mortalLine();
    try {
      const callers = await twentyWait(line);
      const silences = TWENTY.map((number) => watchSilences(line, `+155501${number}`));
      await sets(line, BOB, { on: 'answer', afterMs: 10_000 });
      await isAvailableAgain(line, 'bob');
      await called(line, BOB).rings();
      const before = await places(line);
      expect(before).toHaveLength(20);
      line.dies();
      await line.passes(20_000);
      await line.startsAgain();
      expect(await places(line)).toEqual(before);
      const next = await nextFor(line, BOB);
      console.log(await standing(line), next);
      expect(await takes(line, BOB)).toBe(next);
      console.log('taken', line.clock.now());
      await line.passes(60_000);
      await toldTheTruth(line, callers);
      for (const [index, silent] of silences.entries()) {
        console.log(TWENTY[index], JSON.stringify((await silent()).filter(({ seconds }) => seconds > 2)));
      }
      expect(await serveAll(line)).toHaveLength(19);
      await allIsDone(line, [70, ...TWENTY]);
    } finally {
      await line.stop();
    }
  },
  TWENTY_CALLS_MS,
);
