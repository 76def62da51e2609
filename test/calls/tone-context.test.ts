import { expect, test } from 'vitest';
import { parseToneContext, toneContext } from '../../calls/tone-context.ts';

test('the context of continuous recognition tells whose keys they are, and of which start', () => {
  expect(toneContext('caller', 1)).toBe('tones:caller:1');
  for (const participant of ['caller', 'agent-2']) {
    const followed = { participant, session: 12 };
    expect(parseToneContext(toneContext(participant, 12))).toEqual(followed);
  }
});

test.each([
  undefined,
  '',
  '4.0',
  'tones:caller',
  'tones:caller:0',
  'tones:caller:12345',
  'tones:caller:1:gap',
  'tones:+15550100:1',
  'tones:a/b:1',
  'xtones:caller:1',
])('no other context is taken for one: %j', (text) => {
  expect(parseToneContext(text)).toBeUndefined();
});
