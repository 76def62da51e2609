import { describe, expect, test } from 'vitest';
import { parseCall } from '../../functions/outbound-request.ts';
import { SMALL_LINE } from '../calls/support/small-line.ts';

const TO = '+15550123';
const parse = (body: unknown) => parseCall(body, SMALL_LINE);

describe('a call is asked for', () => {
  test('with a number alone', () => {
    expect(parse({ to: TO })).toEqual({ ok: true, wanted: { to: TO, context: {} } });
  });

  test('with all there is', () => {
    const wanted = { to: TO, extension: '0123456789*#ABCDwW,', context: { 'a-1': 'Ünï', B: '' } };
    expect(parse({ ...wanted, flow: 'hours' })).toEqual({
      ok: true,
      wanted: { ...wanted, startStep: 'hours' },
    });
  });

  test('with an extension and a context that are as large as they may be', () => {
    const context = { a: 'x'.repeat(2048 - '{"a":""}'.length) };
    expect(parse({ to: TO, extension: '1'.repeat(64), context })).toMatchObject({ ok: true });
  });
});

describe('a call is refused, with what is wrong and where', () => {
  test.each([
    ['no number', {}, 'to', 'E.164'],
    ['a number without its plus', { to: '15550123' }, 'to', 'E.164'],
    ['a number that is a number', { to: 15550123 }, 'to', 'E.164'],
    ['a number with spaces', { to: '+1 555 0123' }, 'to', 'E.164'],
    ['a withheld number', { to: 'anonymous' }, 'to', 'E.164'],
    ['an unknown step', { to: TO, flow: 'bye-bye' }, 'flow', 'none of that name'],
    ['a step that every object has', { to: TO, flow: 'toString' }, 'flow', 'none of that name'],
    ['a step that is no text', { to: TO, flow: 1 }, 'flow', 'name of a step'],
    ['a letter in the extension', { to: TO, extension: '12x4' }, 'extension', 'sign 3'],
    ['a small letter', { to: TO, extension: 'a' }, 'extension', 'sign 1'],
    ['a space', { to: TO, extension: '1 2' }, 'extension', 'sign 2'],
    ['an empty extension', { to: TO, extension: '' }, 'extension', 'leave it out'],
    ['a long extension', { to: TO, extension: '1'.repeat(65) }, 'extension', 'at most 64'],
    ['a number as extension', { to: TO, extension: 123 }, 'extension', 'a text'],
    ['a list as context', { to: TO, context: ['a'] }, 'context', 'object of texts'],
    ['a number in the context', { to: TO, context: { a: 1 } }, 'context', 'every value'],
    ['a context in the context', { to: TO, context: { a: {} } }, 'context', 'every value'],
    ['an odd name', { to: TO, context: { a: '', '1a': '' } }, 'context', 'name 2'],
    ['a name of the software', { to: TO, context: { toString: '' } }, 'context', 'name 1'],
    ['a large context', { to: TO, context: { a: 'ü'.repeat(1021) } }, 'context', '2050 bytes'],
    ['an unknown property', { to: TO, form: TO }, 'form', 'no property'],
  ])('%s', (_what, body, target, words) => {
    const parsed = parse(body);
    expect(parsed).toMatchObject({ ok: false, target });
    expect(!parsed.ok && parsed.message).toContain(words);
    expect(JSON.stringify(parsed)).not.toContain('5550123');
  });

  test.each([null, [], 'text', 7])('%j is no call', (body) => {
    expect(parse(body)).toEqual({ ok: false, message: 'The body is not a JSON object.' });
  });
});

test('a context cannot reach the prototype of what keeps it', () => {
  const body = JSON.parse(`{"to": "${TO}", "context": {"__proto__": {"name": "x"}, "a": "b"}}`);
  const parsed = parse(body);
  const context = parsed.ok ? parsed.wanted.context : {};
  expect([context.name, Object.getPrototypeOf(context)]).toEqual([undefined, Object.prototype]);
});
