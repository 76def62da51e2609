import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../emulator/random.ts';
import { isAvailableAgain } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { type Beat, type MortalLine, mortalLine } from './support/mortal-line.ts';
import { places } from './support/places.ts';
import { BOB } from './support/queue-line.ts';
import { watchSilences } from './support/silences.ts';
import {
  allGetInLine,
  allIsDone,
  allRing,
  serveAll,
  takesNext,
  takesOffered,
  wereToldTheTruth,
} from './support/twenty-callers.ts';

/** So long may a journey of many calls take, of real time. */
const MANY_CALLS_MS = 240_000;

/** A story on a line that can die. */
function killed(
  title: string,
  story: (line: MortalLine) => Promise<void>,
  runsAgainAfterMs?: number,
): void {
  const told = async () => {
    const line = await mortalLine(runsAgainAfterMs);
    try {
      await story(line);
    } finally {
      await line.stop();
    }
  };
  test(title, told, MANY_CALLS_MS);
}

describe('callers in line when everything is killed and starts again', () => {
  killed('all twenty keep their places, and hear what they are', async (line) => {
    const callers = await allRing(line, 20);
    await allGetInLine(line, callers);
    const silences = [...callers.keys()].map((number) => watchSilences(line, `+155501${number}`));
    const isTold = () =>
      line.emulator.phones.list().some(({ hearing }) => hearing?.content.startsWith('You are'));
    await line.passes(20_000);
    while (!isTold()) await line.passes(100);
    await sets(line, BOB, { on: 'answer', afterMs: 10_000 });
    await isAvailableAgain(line, 'bob');
    await called(line, BOB).rings();
    expect(isTold()).toBe(true);
    line.dies();
    await line.passes(60_000);
    await line.startsAgain();
    expect(line.places.left).toHaveLength(20);
    expect(line.places.found).toEqual(line.places.left);
    await takesOffered(line, 'bob');
    await line.passes(60_000);
    await wereToldTheTruth(line, callers);
    const found = (await Promise.all(silences.map((silent) => silent()))).flat();
    console.log(found.filter(({ seconds }) => seconds > 2).map(({ seconds }) => seconds));
    expect(await places(line)).toEqual(line.places.left.slice(1));
    expect(await serveAll(line)).toBe(19);
    await allIsDone(line, callers);
  });
});
