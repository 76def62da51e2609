import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ToneRow } from '../../calls/rows.ts';
import { sequence } from '../../calls/tone-sequence.ts';

function tone(sequenceId: number, key: string, row: Partial<ToneRow> = {}): ToneRow {
  const at = `2026-11-20T10:15:02.${String(sequenceId).padStart(3, '0')}Z`;
  const own = { participant: 'caller', session: 1, eventId: `event-${sequenceId}` };
  return { ...own, sequenceId, kind: 'tone', key, at, ...row };
}

function gap(sequenceId: number): ToneRow {
  const at = '2026-11-20T10:15:09.000Z';
  return { participant: 'caller', session: 1, sequenceId, kind: 'gap', at };
}

describe('the sequence of a call', () => {
  test('is empty without keys', () => {
    expect(sequence([])).toEqual([]);
  });

  test('has the keys in the order of their numbers, wherever these begin', () => {
    const rows = [tone(9, '3'), tone(7, '1'), tone(8, '2'), tone(10, '#')];
    expect(sequence(rows)).toMatchObject([{ digits: '123#', gaps: [] }]);
    expect(sequence(rows)[0]?.tones[0]).toEqual({ sequenceId: 7, key: '1', at: rows[1]?.at });
  });

  test('keeps sessions and participants apart, the tenth session after the ninth', () => {
    const rows = [
      tone(0, 'A', { participant: 'agent' }),
      tone(0, '4', { session: 10 }),
      tone(0, '3', { session: 9 }),
    ];
    expect(sequence(rows)).toMatchObject([
      { participant: 'agent', session: 1, digits: 'A' },
      { participant: 'caller', session: 9, digits: '3' },
      { participant: 'caller', session: 10, digits: '4' },
    ]);
  });

  test('says which numbers never came, reported or not, and never counts them one by one', () => {
    const rows = [tone(1, '1'), tone(4, '4'), gap(2), gap(5), tone(2_000_000_000, '9')];
    expect(sequence(rows)).toMatchObject([
      {
        digits: '149',
        gaps: [
          { from: 2, to: 3 },
          { from: 5, to: 1_999_999_999 },
        ],
      },
    ]);
  });

  test('knows a key that was missing at the end, and one before the first', () => {
    expect(sequence([gap(0), tone(1, '1'), gap(2)])).toMatchObject([
      {
        digits: '1',
        gaps: [
          { from: 0, to: 0 },
          { from: 2, to: 2 },
        ],
      },
    ]);
  });

  test('takes a key that came after its gap was reported', () => {
    expect(sequence([tone(1, '1'), gap(2), tone(2, '2')])).toMatchObject([
      { digits: '12', gaps: [] },
    ]);
  });

  test('is the same in whatever order and however often the keys arrived', () => {
    const keys = fc.array(fc.constantFrom(...'0123456789ABCD*#'), { minLength: 1, maxLength: 30 });
    const arrivals = keys.chain((pressed) => {
      const rows = pressed.map((key, index) => tone(index, key));
      const copies = fc.array(fc.nat({ max: rows.length - 1 }), { maxLength: 2 * rows.length });
      return copies.chain((again) => {
        const all = [...rows, ...again.flatMap((index) => rows[index] ?? [])];
        return fc.record({
          pressed: fc.constant(pressed.join('')),
          rows: fc.shuffledSubarray(all, { minLength: all.length }),
        });
      });
    });
    fc.assert(
      fc.property(arrivals, ({ pressed, rows }) => {
        expect(sequence(rows)).toMatchObject([{ digits: pressed, gaps: [] }]);
        expect(sequence(rows)[0]?.tones).toHaveLength(pressed.length);
      }),
    );
  });

  test('has every number either as a key or in a gap, whatever was lost', () => {
    const numbers = fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, (came) => {
        const [found] = sequence(came.map((number) => tone(number, '5')));
        const missing = found?.gaps.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, index) => from + index),
        );
        const known = [...came, ...(missing ?? [])].toSorted((a, b) => a - b);
        const first = Math.min(...came);
        const last = Math.max(...came);
        const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
        expect(known).toEqual(all);
      }),
    );
  });
});
