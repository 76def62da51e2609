import type { Phone } from '../../../emulator/entities.ts';
import { STAFF } from './agents.ts';
import { flowOf } from './flow-text.ts';
import type { Line, LineOptions } from './line.ts';

/** What a caller hears first on the way to a person, and then until somebody takes the call. */
export const OPERATOR = 'Please hold for a person.';
export const MUSIC = '/api/audio/music.wav';
/** The last sentence of a caller who needs nobody. */
export const GOODBYE = 'Thank you. Goodbye.';

/** Twelve steps, of every kind, and a person. Whoever stops pressing keys does not get to the person. */
const STEPS = flowOf(`
  welcome: { say: Welcome to the long line., next: main }
  main:
    menu: To report a fault, press 1. For everything else, press 2.
    keys: { 1: account, 2: account }
    otherwise: sorry
  account:
    gather: Please key in your account number, then hash.
    digits: { min: 2, max: 8, end: '#' }
    readBack: Your number is {digits}. If that is right, press 1.
    as: account
    next: notice
    otherwise: sorry
  notice: { say: We note that down., next: details }
  details:
    form: We need two more things.
    fields:
      - gather: On what day were you born?
        digits: { betweenKeysSeconds: 1 }
        match: { date: DDMMYY }
        as: born
      - gather: What are the last digits of your telephone?
        digits: { min: 1, max: 6, clear: '#', betweenKeysSeconds: 1 }
        as: telephone
    next: tones
    otherwise: sorry
  tones: { sendTones: '1w2', next: kind, otherwise: sorry }
  kind:
    menu: For light, press 4. For heat, press 5.
    keys: { 4: reading, 5: reading }
    bargeIn: false
    otherwise: sorry
  reading:
    gather: Please key in what the meter shows.
    digits: { min: 1, max: 5, end: ['#', A] }
    moreTime: Do you need more time?
    as: reading
    next: summary
    otherwise: sorry
  summary: { say: 'We noted {reading} for {account}.', next: done }
  done: { hangUp: '${GOODBYE}' }
  sorry: { hangUp: Sorry. }
  operator:
    escalate: '${OPERATOR}'
    otherwise: sorry
`);

/** A line of these steps, and agents whose phones ring. */
export const LONG_LINE: LineOptions = { flow: STEPS, agents: STAFF };

/** What is keyed after which question, and how long after its first word, in milliseconds. */
const ANSWERS = [
  { question: 'report a fault', keys: '1', afterMs: 900 },
  { question: 'account number', keys: '12#', afterMs: 3_500 },
  { question: 'Your number is', keys: '1', afterMs: 2_000 },
  { question: 'were you born', keys: '010180', afterMs: 1_000 },
  { question: 'of your telephone', keys: '1#4', afterMs: 4_000 },
  { question: 'For light', keys: '4', afterMs: 6_000 },
  { question: 'meter shows', keys: '6A', afterMs: 1_500 },
];

const BETWEEN_KEYS_MS = 180;

/** So long may something be late that was on its way when the music began. */
const LATE_MS = 2_000;

/**
 * A caller who answers every question of the long line, key by key, until `momentMs` after the ring: from then on they answer
 * nothing, and press `keys` instead. Who presses some hangs up when they have heard music for two seconds. Resolves with the phone
 * when the call is over.
 */
export async function walks(
  line: Line,
  { from, momentMs, keys = '' }: { from: string; momentMs: number; keys?: string },
): Promise<Phone> {
  const caller = line.caller(from);
  await caller.rings();
  const { clock, emulator } = line;
  const leaves = async () => {
    await clock.wait(LATE_MS);
    await caller.hangsUp();
  };
  const end = clock.now() + momentMs;
  const { id } = caller.phone();
  const at = (ms: number, key: string, isDue = () => true) =>
    clock.after(ms, async () => {
      if (isDue()) await line.sim('POST', `/_sim/phones/${id}/press`, { digits: key });
    });
  for (const [index, key] of [...keys].entries()) at(momentMs + index * BETWEEN_KEYS_MS, key);

  let answered = 0;
  const stop = emulator.onChange(() => {
    const { heard } = caller.phone();
    for (; answered < heard.length; answered += 1) {
      const { content } = heard[answered] ?? {};
      const answer = ANSWERS.find(({ question }) => content?.includes(question));
      for (const [index, key] of [...(answer?.keys ?? '')].entries()) {
        at((answer?.afterMs ?? 0) + index * BETWEEN_KEYS_MS, key, () => clock.now() < end);
      }
    }
  });
  const withinSeconds = 600;
  if (keys === '') await caller.isHungUpOn({ withinSeconds });
  else await caller.hears(MUSIC, { withinSeconds }).then(leaves, () => {}); // what was heard instead tells why not
  stop();
  return structuredClone(caller.phone());
}
