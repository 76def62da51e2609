import { expect, test } from 'vitest';
import { benchOptions } from '../../local/bench-options.ts';

test('the whole bench runs unless parts are chosen, without the part that takes long', () => {
  const whole = new Set(['one', 'fifty', 'people', 'two-hundred']);
  expect(benchOptions([])).toEqual({ parts: whole, callers: 1_000 });
  expect(benchOptions(['--only', 'fifty', '--only', 'one'])).toMatchObject({
    parts: new Set(['fifty', 'one']),
  });
  expect(benchOptions(['--help'])).toBe('help');
});

test('as many callers wait as is said', () => {
  expect(benchOptions(['--only', 'waiting', '--callers', '50'])).toEqual({
    parts: new Set(['waiting']),
    callers: 50,
  });
});

test.each(['0', '1001', '1e2', '-5', 'all'])('%s is refused as a number of callers', (callers) => {
  expect(() => benchOptions([`--callers=${callers}`])).toThrow(
    `--callers: "${callers}" is no number of callers. Give 1 to 1000.`,
  );
});

test('a part that does not exist is refused, with those that do', () => {
  expect(() => benchOptions(['--only', 'ten'])).toThrow(
    '--only: "ten" is no part of the bench. Give one, fifty, people, two-hundred, waiting.',
  );
});
