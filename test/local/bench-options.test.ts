import { expect, test } from 'vitest';
import { benchOptions } from '../../local/bench-options.ts';

test('the whole bench runs unless parts are chosen', () => {
  expect(benchOptions([])).toEqual(new Set(['one', 'fifty', 'people', 'two-hundred']));
  expect(benchOptions(['--only', 'fifty', '--only', 'one'])).toEqual(new Set(['fifty', 'one']));
  expect(benchOptions(['--help'])).toBe('help');
});

test('a part that does not exist is refused, with those that do', () => {
  expect(() => benchOptions(['--only', 'ten'])).toThrow(
    '--only: "ten" is no part of the bench. Give one, fifty, people, two-hundred.',
  );
});
