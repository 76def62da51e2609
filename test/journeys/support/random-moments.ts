import { expect, test } from 'vitest';
import type { Phone } from '../../../emulator/entities.ts';
import { seededRandom } from '../../../emulator/random.ts';
import { type Line, startLine } from './line.ts';
import { GOODBYE, LONG_LINE, OPERATOR, walks } from './long-line.ts';

/** How many calls one test makes. */
const MOMENTS = 25;
/** When keys are followed for certain, though the news that the call is connected comes late. */
const EARLIEST_MS = 1_500;

/** The words a phone heard, and whether they were heard to their end. */
export function words({ heard }: Phone): { content: string; done: boolean }[] {
  return heard
    .filter(({ kind }) => kind === 'text')
    .map(({ content, done }) => ({ content, done }));
}

/** What the caller heard from the operator's prompt on; nothing if they never got there. */
export function fromOperator(phone: Phone): { content: string; done: boolean }[] {
  const all = words(phone);
  const at = all.findIndex(({ content }) => content === OPERATOR);
  return at < 0 ? [] : all.slice(at);
}

/** When the last sentence of an undisturbed call begins, in milliseconds after the ring. */
async function wholeCall(line: Line): Promise<number> {
  const rung = line.clock.now();
  const { heard } = await walks(line, { from: '+15551000', momentMs: 3_600_000 });
  expect(heard.at(-1)).toMatchObject({ content: GOODBYE, done: true });
  return Date.parse(heard.at(-1)?.at ?? '') - rung;
}

/** Presses `*0` at random moments of calls on one line, which must all lead to the operator and to nothing else. */
export function atRandomMoments(title: string, seed: number, callbacks: object = {}): void {
  test(title, { timeout: 60_000 }, async () => {
    const line = await startLine({ flow: LONG_LINE });
    const random = seededRandom(seed);
    try {
      const lasts = await wholeCall(line);
      await line.faults({ seed, callbacks });
      for (let call = 1; call <= MOMENTS; call += 1) {
        const momentMs = random.integer(EARLIEST_MS, lasts - 400);
        const phone = await walks(line, { from: `+1555${1000 + call}`, momentMs, keys: '*0' });
        const pressed = `${seed}/${call}, *0 after ${momentMs} ms: ${JSON.stringify(words(phone))}`;
        expect(fromOperator(phone), pressed).toEqual([{ content: OPERATOR, done: true }]);
      }
    } finally {
      await line.stop();
    }
  });
}
