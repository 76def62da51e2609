import { describe, expect, test, vi } from 'vitest';
import type { Seal } from '../../adapters/seal.ts';
import { CARD, cardFlow, onCardLine, type WatchedLine } from './support/card-line.ts';
import { leaks } from './support/leak-hunter.ts';
import type { LineOptions } from './support/line.ts';

/** The seal of the lines in this file; the real one is out of order. */
const broken = vi.hoisted((): { seal: Seal['seal'] } => ({ seal: async (_, digits) => digits }));

vi.mock(import('../../adapters/seal.ts'), async (original) => ({
  ...(await original()),
  openSeal: () => ({ seal: (callId, digits) => broken.seal(callId, digits) }),
}));

/** The places at which the hunter finds a card number that was keyed in on such a line. */
async function found(options: LineOptions = {}, after = '1 4 8 6'): Promise<string[]> {
  const findings: string[] = [];
  await onCardLine(async (line: WatchedLine) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('card number');
    caller.presses(`${CARD}#`, 200);
    await caller.hears(after);
    await caller.hangsUp();
    await line.passes(5_000);
    findings.push(...leaks(CARD, await line.places()));
  }, options);
  return findings.map((finding) => finding.replace(/:.*/, ''));
}

const base64 = (text: string) => Buffer.from(text).toString('base64url');

describe('a broken seal is found', () => {
  test.each<[string, Seal['seal']]>([
    ['returns the digits', async (_, digits) => digits],
    ['spells them', async (_, digits) => [...digits].join('-')],
    ['only looks like one', async (_, digits) => `${base64(`{"digits":"${digits}"}`)}.a.b.c.d`],
    ['says nothing else', async (callId, digits) => base64(`${callId} ${digits}`)],
  ])('when it %s', async (_, seal) => {
    broken.seal = seal;
    expect(await found()).toEqual(['table CollectedDigits', 'history of the call', 'API']);
  });
});

test('a number that is not secret is found wherever a line keeps digits', async () => {
  expect(await found({ flow: cardFlow({ sensitive: false }) })).toEqual([
    'table CallTimeline',
    'table CollectedDigits',
    'table DtmfTones',
    'history of the call',
    'API',
  ]);
});

test('a number on the console is found there', async () => {
  broken.seal = async (_, digits) => {
    console.debug(digits);
    return 'closed';
  };
  expect(await found()).toEqual(['log and console']);
});
