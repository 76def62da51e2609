import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isFree,
  type KeyStream,
  missing,
  newStream,
  settledAll,
  withKey,
  withTaken,
} from '../../calls/key-stream.ts';

/** A stream that saw `keys` from number `base` on; `.` is a number that has not come. */
function stream(keys: string, base = 0): KeyStream {
  let seen = newStream(1, 0);
  for (const [index, key] of [...keys].entries()) {
    if (key !== '.') seen = withKey(seen, base + index, key);
  }
  return seen;
}

const took = (seen: KeyStream, digits: string, extra: 0 | 1 = 0, from = 0) =>
  withTaken(seen, { digits, extra, from });

describe('the numbers of keys', () => {
  test.each([0, 1, 17])('have no hole when all came, whatever the first is (%i)', (base) => {
    expect(missing(stream('123', base))).toEqual([]);
  });

  test('have holes between the first and the last that came', () => {
    expect(missing(stream('1..4.6', 3))).toEqual([4, 5, 7]);
  });

  test('that jump absurdly do not keep us busy', () => {
    expect(missing(withKey(stream('1'), 2_000_000_000, '2'))).toHaveLength(100);
  });

  test('that come twice keep the key that came first', () => {
    expect(withKey(stream('1'), 0, '9')).toEqual(stream('1'));
  });
});

describe('a key is of no recognition', () => {
  test('when nothing was recognised', () => {
    expect(isFree(stream('0'), 0)).toBe(true);
  });

  test('when it comes after the keys of the recognitions before it', () => {
    const seen = took(took(stream('12345#0'), '1'), '2345', 1);
    expect(isFree(seen, 6)).toBe(true);
  });

  test('when somebody pressed a key in between that nothing listened to', () => {
    expect(isFree(took(took(stream('17234 0'.replace(' ', '')), '1'), '234'), 5)).toBe(true);
  });
});

describe('a key does not act', () => {
  test('when a recognition reported it, however late it comes', () => {
    let seen = took(newStream(1, 0), '120');
    for (const [number, key] of [
      [2, '0'],
      [0, '1'],
      [1, '2'],
    ] as const) {
      seen = withKey(seen, number, key);
      expect(isFree(seen, 2)).toBe(false);
    }
  });

  test('when a key that nothing listened to shifts the numbers', () => {
    expect(isFree(took(stream('5120'), '120'), 3)).toBe(false);
  });

  test('while a number before it is missing', () => {
    expect(isFree(stream('1.0'), 2)).toBe(false);
    expect(isFree({ ...stream('1.0'), gaps: [1] }, 2)).toBe(true);
  });

  test('when it answers a question that was asked after the same key had come', () => {
    const seen = took(stream('0120'), '0', 0, 3);
    expect(isFree(seen, 3)).toBe(false);
  });

  test('when it was settled', () => {
    expect(isFree(settledAll(stream('0')), 0)).toBe(false);
  });

  test('when the stop tone of an entry is among what is missing', () => {
    expect(isFree(took(stream('12340'), '1234', 1), 4)).toBe(false);
  });
});

test('whatever order keys come in and however often, one that was recognised never acts', async () => {
  await fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[0-9]{1,8}$/), { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      fc.infiniteStream(fc.nat()),
      (entries, base, order) => {
        const pressed = [...entries.join('')].map((key, index) => [base + index, key] as const);
        const arrivals = [...pressed, ...pressed]
          .map((tone) => ({ tone, at: order.next().value ?? 0 }))
          .sort((one, other) => one.at - other.at);
        let seen = entries.reduce((all, digits) => took(all, digits), newStream(1, 0));
        for (const { tone } of arrivals) {
          seen = withKey(seen, ...tone);
          expect(isFree(seen, tone[0])).toBe(false);
        }
      },
    ),
  );
});
