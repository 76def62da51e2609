import { describe, expect, test } from 'vitest';
import type { PhoneView } from '../../local/phone-door.ts';
import { endedNormally } from '../../local/phone-outcome.ts';

const answered: PhoneView = {
  id: 'phone-1',
  number: '+15550100',
  other: '+15550199',
  direction: 'caller',
  state: 'ended',
  callConnectionId: 'connection',
  code: 200,
  subCode: 7000,
  hearing: null,
  heard: [],
  pressed: [],
};

describe('the end of a call', () => {
  test.each(['completed', 'abandoned', 'no-input', 'no-match', 'answered-by-agent', 'transferred'])(
    'is normal when the line says %s, whatever the code',
    (outcome) => {
      expect(endedNormally({ ...answered, code: 500 }, outcome)).toBe(true);
    },
  );

  test.each(['failed', 'lost', 'not-answered', 'something new'])(
    'is not normal when the line says %s, whatever the code',
    (outcome) => {
      expect(endedNormally(answered, outcome)).toBe(false);
    },
  );

  test('is known by its code when the line says nothing', () => {
    expect(endedNormally(answered, undefined)).toBe(true);
    expect(endedNormally({ ...answered, code: undefined }, undefined)).toBe(true);
    expect(endedNormally({ ...answered, code: 500 }, undefined)).toBe(false);
    expect(endedNormally({ ...answered, callConnectionId: undefined }, undefined)).toBe(false);
  });
});
