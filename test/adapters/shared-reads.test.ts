import { beforeEach, describe, expect, test } from 'vitest';
import { sharedReads } from '../../adapters/shared-reads.ts';

let ms: number;
let read: string[];
const shared = (answer: (nth: number) => Promise<number>) =>
  sharedReads(
    (key) => {
      read.push(key);
      return answer(read.length);
    },
    () => ms,
  );

beforeEach(() => {
  ms = 0;
  read = [];
});

describe('what many ask for', () => {
  test('is read once in a moment, for each key', async () => {
    const reads = shared(async (nth) => nth);
    const all = [reads.of('one'), reads.of('two'), reads.of('one')];
    ms = 249;
    expect(await Promise.all([...all, reads.of('one')])).toEqual([1, 2, 1, 1]);
    ms = 250;
    expect(await reads.of('one')).toBe(3);
    expect(read).toEqual(['one', 'two', 'one']);
  });

  test('is read anew once it has changed, also when it is being read', async () => {
    const reads = shared(async (nth) => nth);
    const before = reads.of('one');
    reads.forget('one');
    expect(await reads.of('one')).toBe(2);
    expect(await before).toBe(1);
    expect(await reads.of('one')).toBe(2);
  });

  test('and cannot be read is asked for again', async () => {
    const reads = shared((nth) =>
      nth === 1 ? Promise.reject(new Error('away')) : Promise.resolve(nth),
    );
    const both = [reads.of('one'), reads.of('one')];
    for (const one of both) await expect(one).rejects.toThrow('away');
    expect(await reads.of('one')).toBe(2);
  });
});
