import { expect, test } from 'vitest';
import type { Phone } from '../../../emulator/entities.ts';
import { seededRandom } from '../../../emulator/random.ts';
import { words } from './heard.ts';
import { type Line, startLine } from './line.ts';
import { GOODBYE, LONG_LINE, MUSIC, OPERATOR, walks } from './long-line.ts';

/** How many calls one test makes. */
const MOMENTS = 25;
/** When keys are followed for certain, though the news that the call is connected comes late. */
const EARLIEST_MS = 1_500;

/** What the caller heard from the first words on the way to a person on; nothing if they never got there. */
export function fromOperator({ heard }: Phone): { content: string; done: boolean }[] {
  const at = heard.findIndex(({ content }) => content === OPERATOR);
  return at < 0 ? [] : heard.slice(at).map(({ content, done }) => ({ content, done }));
}

/** The first words to their end, and then music. */
export const ON_THE_WAY = [
  { content: OPERATOR, done: true },
  { content: expect.stringContaining(MUSIC), done: false },
];

/** When the last sentence of an undisturbed call begins, in milliseconds after the ring. */
async function wholeCall(line: Line): Promise<number> {
  const rung = line.clock.now();
  const { heard } = await walks(line, { from: '+15551000', momentMs: 3_600_000 });
  expect(heard.at(-1)).toMatchObject({ content: GOODBYE, done: true });
  return Date.parse(heard.at(-1)?.at ?? '') - rung;
}

/** Presses `*0` at random moments of calls on one line, which must all lead to a person and to nothing else. */
export function atRandomMoments(title: string, seed: number, callbacks: object = {}): void {
  test(title, { timeout: 120_000 }, async () => {
    const line = await startLine(LONG_LINE);
    const random = seededRandom(seed);
    try {
      const lasts = await wholeCall(line);
      await line.faults({ seed, callbacks });
      for (let call = 1; call <= MOMENTS; call += 1) {
        const momentMs = random.integer(EARLIEST_MS, lasts - 400);
        const phone = await walks(line, { from: `+1555${1000 + call}`, momentMs, keys: '*0' });
        const pressed = `${seed}/${call}, *0 after ${momentMs} ms: ${JSON.stringify(words(phone))}`;
        expect(fromOperator(phone), pressed).toEqual(ON_THE_WAY);
      }
    } finally {
      await line.stop();
    }
  });
}
