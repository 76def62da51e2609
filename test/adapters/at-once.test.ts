import { expect, test } from 'vitest';
import { eachOf } from '../../adapters/at-once.ts';

const numbers = Array.from({ length: 20 }, (_, n) => n);

/** Resolves after `turns` of the event loop. */
async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await new Promise(setImmediate);
}

test('what came of each is in its place, however long it took, and eight at most are under way', async () => {
  let most = 0;
  let under = 0;
  const doubled = await eachOf(numbers, async (n) => {
    under += 1;
    most = Math.max(most, under);
    await turns(20 - n);
    under -= 1;
    return n * 2;
  });
  expect(doubled).toEqual(numbers.map((n) => n * 2));
  expect(most).toBe(8);
  expect(await eachOf([], async () => 1)).toEqual([]);
});

test('one that fails lets those under way end, and none begin after it', async () => {
  const ended: number[] = [];
  const all = eachOf(numbers, async (n) => {
    await turns(1 + n);
    if (n === 3) throw new Error('number 3');
    ended.push(n);
  });
  await expect(all).rejects.toThrow('number 3');
  const atOnce = [...ended];
  expect(atOnce).toContain(7);
  await turns(50);
  expect(ended).toEqual(atOnce);
  expect(Math.max(...ended)).toBeLessThan(12);
});
