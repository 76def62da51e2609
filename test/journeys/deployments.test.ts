import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../emulator/random.ts';
import type { ScriptedCaller } from '../../emulator/scripted-caller.ts';
import { deployedLine, RELEASES, type Release } from './support/deployed-line.ts';
import { texts } from './support/heard.ts';

const CALLS = 50;
/** Episodes of all calls together between two deployments. */
const EVERY = 150;

/** Goes through whatever release answers, with the keys of that one; now and then a question is not answered at first. */
async function goesThrough(caller: ScriptedCaller, isSlow: boolean): Promise<Release> {
  await caller.rings();
  await caller.hears('welcome');
  const [greeting = ''] = texts(caller.phone());
  const release = RELEASES.find(({ word }) => greeting.startsWith(word));
  if (!release) throw new Error(`no release says "${greeting}"`);
  const { word, key } = release;
  await caller.hears(`${word} menu.`);
  if (isSlow) await caller.hears(`${word} menu again.`);
  caller.presses(key);
  await caller.hears(`${word} account.`);
  caller.presses('1234#');
  await caller.hears(`${word} question.`);
  caller.presses(key);
  await caller.hears(`${word} goodbye.`);
  await caller.isHungUpOn();
  return release;
}

/** What a caller heard, each prompt once: one whose activity died is said again. */
function heardOnce(caller: ScriptedCaller): string[] {
  const heard = texts(caller.phone());
  return heard.filter((text, index) => text !== heard[index - 1]);
}

describe('deployments in the middle of calls', () => {
  test('end no call, change none, and are heard by whoever rings after them', {
    timeout: 120_000,
  }, async () => {
    const seed = Date.now() % 2 ** 31;
    console.log(`deployments, seed ${seed}`);
    const random = seededRandom(seed);
    const line = await deployedLine(seed, EVERY);
    const times = Array.from({ length: CALLS }, () => random.integer(0, 40_000));
    const began = line.clock.now();
    const calls: { release: Release; rang: number }[] = [];
    try {
      await line.callers(times, async (caller, n) => {
        const isSlow = random.next() < 0.3;
        const release = await goesThrough(caller, isSlow);
        calls.push({ release, rang: began + (times[n] ?? 0) });
        const { word } = release;
        const again = isSlow ? [`${word} menu again.`] : [];
        const end = [`${word} account.`, `${word} question.`, `${word} goodbye.`];
        const heard = [`${word} welcome.`, `${word} menu.`, ...again, ...end];
        expect(heardOnce(caller)).toEqual(heard);
      });
      expect(calls).toHaveLength(CALLS);
      expect(line.errors).toEqual([]);
      // there were some, in the middle of calls of either release
      expect(line.deployments.filter(({ during }) => during > 1).length).toBeGreaterThan(3);
      expect(new Set(calls.map(({ release }) => release))).toEqual(new Set(RELEASES));
      for (const { release, rang } of calls) {
        const before = line.deployments.filter(({ at }) => at < rang).at(-1);
        const isSure = !line.deployments.some(({ at }) => at === rang);
        if (isSure) expect(release).toBe(before?.release ?? RELEASES[0]);
      }
    } finally {
      await line.stop();
    }
  });
});
