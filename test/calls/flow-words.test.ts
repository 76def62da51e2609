import { expect, test } from 'vitest';
import { nearestName, quoted } from '../../calls/flow-words.ts';

test.each([
  ['hour', ['main', 'hours'], 'hours'],
  ['hangup', ['say', 'hangUp'], 'hangUp'],
  ['mian', ['menu', 'main'], 'main'],
  ['acount', ['amount', 'account'], 'amount'],
  ['opening', ['operator'], undefined],
  ['x', ['main'], undefined],
  ['main', [], undefined],
])('for %j among %j it suggests %j', (word, candidates, nearest) => {
  expect(nearestName(word, candidates)).toBe(nearest);
});

test('a long text is cut short where a mistake shows it', () => {
  expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(39)}…"`);
});
