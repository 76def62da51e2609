import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../calls/lookup/answer.ts';

const keeping = (keep: Record<string, string>, body: unknown) =>
  readAnswer({ keep, when: {} }, body);

describe('what a lookup keeps of an answer', () => {
  test.each([
    [{ a: { b: ['x', 'y'] } }, '/a/b/1', 'y'],
    [{ 'a/b': { '~': 1 } }, '/a~1b/~0', '1'],
    [{ '': 'nameless' }, '/', 'nameless'],
    [{ a: true }, '/a', 'true'],
    [{ a: 42.5 }, '/a', '42.5'],
    [{ a: ' Ada ' }, '/a', 'Ada'],
    [{ a: 'Zoë & Søn <1>' }, '/a', 'Zoë & Søn <1>'],
    [{ a: 'x'.repeat(200) }, '/a', 'x'.repeat(200)],
  ])('%j at %s is %s', (body, pointer, value) => {
    expect(keeping({ it: pointer }, body)).toEqual({ ok: true, values: { it: value } });
  });

  test.each([
    [{}, '/a', 'missing'],
    [{ a: null }, '/a', 'missing'],
    [[], '/length', 'missing'],
    [['x'], '/00', 'missing'],
    [{}, '/constructor', 'missing'],
    ['text', '/a', 'missing'],
    [null, '/a', 'missing'],
    [{ a: '' }, '/a', 'unfit'],
    [{ a: {} }, '/a', 'unfit'],
    [{ a: 'x'.repeat(201) }, '/a', 'unfit'],
    [{ a: 'one\ntwo' }, '/a', 'unfit'],
    [{ a: 'a\u0000b' }, '/a', 'unfit'],
    [{ a: 'a\ud800' }, '/a', 'unfit'],
    [{ a: 'a\u2028b' }, '/a', 'unfit'],
  ])('%j at %s is %s', (body, pointer, why) => {
    expect(keeping({ it: pointer }, body)).toEqual({ ok: false, why, pointer });
  });
});

test('the first place whose value is there decides', () => {
  const when = { '/state': { open: 'a' }, '/kind': { private: 'b', constructor: 'c' } };
  const lead = (state: string, kind: string) => readAnswer({ keep: {}, when }, { state, kind });
  expect(lead('open', 'private')).toEqual({ ok: true, values: {}, step: 'a' });
  expect(lead('shut', 'private')).toEqual({ ok: true, values: {}, step: 'b' });
  expect(lead('shut', 'toString')).toEqual({ ok: true, values: {} });
});

test('whatever an answer is, what is kept of it can be said', () => {
  const pointer = fc
    .array(fc.constantFrom('a', 'b', '0', '~0', '~1', 'length', '__proto__'), { minLength: 1 })
    .map((parts) => `/${parts.join('/')}`);
  const body = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom('a', 'b', '0'), fc.jsonValue()),
  );
  fc.assert(
    fc.property(body, fc.dictionary(fc.constantFrom('x', 'y'), pointer), (given, keep) => {
      const answer = keeping(keep, given);
      if (!answer.ok) return;
      for (const value of Object.values(answer.values)) {
        expect(value.length).toBeGreaterThan(0);
        expect(value.length).toBeLessThanOrEqual(200);
        expect(value).toMatch(/^[^\p{Cc}\p{Cs}]+$/u);
      }
    }),
    { numRuns: 1_000 },
  );
});
