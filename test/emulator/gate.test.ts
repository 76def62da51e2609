import { expect, test } from 'vitest';
import { gate } from '../../emulator/gate.ts';

test('a gate lets so many in at once, and the others in the order they came, whatever becomes of those before', async () => {
  const pass = gate(2);
  const begun: number[] = [];
  const works = [0, 1, 2, 3].map((n) => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const begin = () => {
      begun.push(n);
      return promise;
    };
    return { done: pass(begin), resolve, reject };
  });
  expect(begun).toEqual([0, 1]);
  works[1]?.reject(new Error('no'));
  await expect(works[1]?.done).rejects.toThrow('no');
  expect(begun).toEqual([0, 1, 2]);
  works[0]?.resolve(7);
  expect(await works[0]?.done).toBe(7);
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const { resolve } of works) resolve(0);
  await Promise.all([works[2]?.done, works[3]?.done]);
  expect(await pass(async () => 'free again')).toBe('free again');
});
