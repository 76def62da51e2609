import { describe, expect, test } from 'vitest';
import { numberKeyedBy, wrongKeys } from '../../local/bench-keyed.ts';

const NUMBER = '314159265359';
const entry = (digits: string) => ({ question: 'entry' as const, digits });
const confirm = { question: 'confirm' as const, digits: '1' };

function wrong(entries: string[], tones: string[]): number {
  const digits = [...entries.map(entry), confirm];
  const sequences = tones.map((keys) => ({ digits: keys }));
  return wrongKeys({ digits, sequences }, NUMBER, `${NUMBER}#1`);
}

describe('the number of a caller', () => {
  test('has twelve digits and is nobody else’s', () => {
    const numbers = Array.from({ length: 200 }, (_, n) => numberKeyedBy(n));
    expect(numbers.filter((number) => /^\d{12}$/.test(number))).toHaveLength(200);
    expect(new Set(numbers).size).toBe(200);
  });
});

describe('wrong keys', () => {
  test.each([
    ['nothing when both are what was keyed', [NUMBER], [`${NUMBER}#1`], 0],
    ['a digit that was swapped in the entry', ['341159265359'], [`${NUMBER}#1`], 2],
    ['a key that counts twice among the tones', [NUMBER], [`${NUMBER}#11`], 1],
    ['a last key that is missing among the tones', [NUMBER], [`${NUMBER}#`], 1],
    ['an entry that was taken twice', [NUMBER, NUMBER], [`${NUMBER}#1`], 12],
    ['all keys of a caller of whom nothing is kept', [], [], 26],
    ['nothing when recognition began anew in between', [NUMBER], ['3141', '59265359#1'], 0],
  ])('are %s', (_, entries, tones, count) => {
    expect(wrong(entries, tones)).toBe(count);
  });
});
