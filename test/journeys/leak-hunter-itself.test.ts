import { describe, expect, test } from 'vitest';
import { openSeal } from '../../adapters/seal.ts';
import { newDigitsKey, publicHalf } from '../../local/digits-key.ts';
import { leaks } from './support/leak-hunter.ts';

const CARD = '4539578763621486';
const CALL_ID = '20261120T101502-3f9a0c1be27d';
const WORDS = ['seven', 'eight', 'seven', 'six', 'three'];

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe('the leak hunter finds', () => {
  test.each([
    ['all of the number', `{"digits":"${CARD}"}`],
    ['any five of its digits', `the caller keyed 78763 and hung up`],
    ['its end in a longer number', `0${CARD}999`],
    ['groups of four', '4539 5787 6362 1486'],
    ['digits as a voice speaks them', 'Your number is 5 7 8 7 6.'],
    ['digits in a list', '{"keys":["5","7","8","7","6"]}'],
    ['numbers in a list', '[5,7,8,7,6]'],
    [
      'a list in a text of JSON',
      JSON.stringify({ input: JSON.stringify(['5', '7', '8', '7', '6']) }),
    ],
    ['tone words', WORDS.join(' ')],
    ['tones in a list', JSON.stringify({ tones: WORDS })],
    [
      'tones in a list in a text of JSON',
      JSON.stringify(JSON.stringify({ tones: [...WORDS, 'pound'] })),
    ],
    ['tones with capitals', WORDS.join(', ').toUpperCase()],
    ['what base64 hides', `{"payload":"${base64({ callId: CALL_ID, digits: CARD })}"}`],
    ['what a query hides', `/sealed?checks=${base64({ tones: WORDS }).replaceAll('=', '')}`],
    ['the number as an id', `{"operationContext":"${CARD}"}`],
    ['the number behind a callId', `${CALL_ID}-${CARD}`],
    ['the number next to a time', `2026-11-20T10:15:04.677Z${CARD}`],
  ])('%s', (_, text) => {
    expect(leaks(CARD, [{ name: 'here', text }])).toEqual([expect.stringMatching(/^here: \d{5}$/)]);
    expect(leaks(CARD, [{ name: 'here', rows: [{ text }] }])).toHaveLength(1);
  });

  test.each([
    ['a digit', (key: string) => ({ participant: 'caller', key })],
    ['a number', (key: string) => ({ tone: Number(key) })],
    ['a tone word', (key: string) => ({ data: JSON.stringify({ tone: WORDS[Number(key)] }) })],
    ['a sentence', (key: string) => ({ words: `pressed ${key}`, turn: 7 })],
    [
      'an event of a history',
      (key: string) => ({ Name: 'CallEvent', Input: `{"digits":"${key}"}` }),
    ],
  ])('keys that are one to a row, as %s', (kind, row) => {
    const keys = kind === 'a tone word' ? '01234' : '57876';
    const rows = [...keys].map((key) => row(key));
    expect(leaks(CARD, [{ name: 'rows', rows }])).toHaveLength(1);
    expect(leaks(CARD, [{ name: 'rows', rows: rows.toReversed() }])).toEqual([]);
  });

  test('a seal that hides nothing', () => {
    const broken = `${base64({ alg: 'none', digits: CARD }).replaceAll('=', '')}.a.b.c.d`;
    expect(leaks(CARD, [{ name: 'here', text: broken }])).toHaveLength(1);
  });

  test('every place with a leak, by its name', () => {
    const places = ['log', 'table'].map((name) => ({ name, text: CARD }));
    expect(leaks(CARD, [...places, { name: 'clean', text: 'nothing' }])).toEqual([
      'log: 45395',
      'table: 45395',
    ]);
  });
});

describe('the leak hunter passes over', () => {
  test.each([
    ['four of the digits', '1486'],
    ['the length', '{"length":16,"lastFour":"1486","at":"2026-11-20T10:15:04.677Z"}'],
    ['a callId', '20261120T101502-453957876362'],
    ['a time', '"2026-11-20T14:53:04.5395787Z"'],
    ['a time in an address', 'datetime2026-11-20T14%3A53%3A04.5395787Z'],
    ['a GUID', '45395787-6362-1486-4539-578763621486'],
    ['a hash', 'ab45395787636214864539578763621486ab'],
    ['a port', 'http://127.0.0.1:45395/api'],
  ])('%s', (_, text) => {
    expect(leaks(CARD, [{ name: 'here', text }])).toEqual([]);
  });

  test('a seal', async () => {
    const seal = openSeal(publicHalf(await newDigitsKey()));
    const jwe = await seal.seal(CALL_ID, CARD);
    expect(leaks(CARD, [{ name: 'here', text: JSON.stringify({ jwe }) }])).toEqual([]);
  });
});
