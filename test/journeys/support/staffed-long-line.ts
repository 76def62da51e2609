import type { Phone } from '../../../emulator/entities.ts';
import { ANNA, BEN, CHLOE, STAFF } from './agents.ts';
import { sets } from './called.ts';
import { flowOf } from './flow-text.ts';
import type { Line, LineOptions } from './line.ts';

/** The words after a call that went the whole way. */
export const THANKS = 'Thank you. Goodbye.';
const BUSY = '+15550156';
const ENGINEERS = '+15550155';

/** Twelve steps of every kind on the way to a person, the person, and one question about them. */
export const LONG_LINE_WITH_PEOPLE: LineOptions = {
  agents: STAFF,
  flow: flowOf(`
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
    notice: { say: We note that down., next: tones }
    tones: { sendTones: '1w2', next: kind, otherwise: kind }
    kind:
      menu: For light, press 4. For heat, press 5.
      keys: { 4: reading, 5: reading }
      firstKeySeconds: 6
      bargeIn: false
      otherwise: sorry
    reading:
      gather: Please key in what the meter shows.
      digits: { min: 1, max: 5, end: '#' }
      as: reading
      next: details
      otherwise: sorry
    details:
      form: We need two more things.
      fields:
        - gather: On what day were you born?
          digits: { betweenKeysSeconds: 1 }
          match: { date: DDMMYY }
          as: born
        - gather: What are the last digits of your telephone?
          digits: { min: 1, max: 6, betweenKeysSeconds: 1 }
          as: telephone
      next: summary
      otherwise: sorry
    summary: { say: 'We noted {reading} for {account}. A person will help you.', next: operator }
    operator:
      escalate: Please hold for a person.
      afterAgent: survey
      otherwise: sorry
    survey:
      menu: Were you helped? Press 1 or 2.
      keys: { 1: thanks, 2: thanks }
      otherwise: thanks
    thanks: { hangUp: '${THANKS}' }
    sorry: { hangUp: Sorry. }
  `),
};

/** What somebody keys after a question, and how long after its first word, in milliseconds; the last one is for every later time. */
type Answers = { question: string; keys: string[]; afterMs: number }[];

const CALLERS: Answers = [
  { question: 'report a fault', keys: ['1'], afterMs: 900 },
  { question: 'account number', keys: ['12#'], afterMs: 3_500 },
  { question: 'Your number is', keys: ['1'], afterMs: 2_000 },
  { question: 'For light', keys: ['', '4'], afterMs: 6_000 },
  { question: 'meter shows', keys: ['6#'], afterMs: 1_500 },
  { question: 'were you born', keys: ['010180'], afterMs: 1_000 },
  { question: 'of your telephone', keys: ['14'], afterMs: 4_000 },
  { question: 'A person will help', keys: ['0'], afterMs: 800 },
  { question: 'Were you helped', keys: ['1'], afterMs: 1_500 },
];

/** How a call on the long line comes to a person, and how it ends. */
export interface Way {
  /** By a key in a sentence, or by two within an entry. */
  asks?: '0' | '*0';
  /** Milliseconds after the agent took the call. */
  callerLeavesMs?: number;
  /** The agent hands the caller over in the end, and does not hang up. */
  handsOver?: true;
  /** When the caller hears the first words to a person. */
  onFirstWords?: () => void;
}

/**
 * A caller who goes the whole way of the long line; once they are silent. Anna declines by her phone, Ben by a key; Chloe takes the call,
 * puts the caller on hold and back, tries in vain to hand them over, and hangs up. Whoever is asked again answers again. Resolves with
 * the caller's phone when it has ended, or after ten minutes.
 */
export async function goesTheWholeWay(line: Line, from: string, way: Way = {}): Promise<Phone> {
  const { clock, emulator } = line;
  await sets(line, ANNA, { on: 'decline', afterMs: 1_500 });
  await sets(line, BEN, { on: 'answer', afterMs: 2_000 });
  await sets(line, CHLOE, { on: 'answer', afterMs: 2_000 });
  await sets(line, BUSY, { on: 'busy', afterMs: 2_000 });
  await sets(line, ENGINEERS, { on: 'answer', afterMs: 2_000 });
  const presses = (phone: Phone, ms: number, digits: string) =>
    clock.after(ms, () => tries(line, `phones/${phone.id}/press`, { digits }));
  const hangsUp = (phone: Phone, ms: number) =>
    clock.after(ms, () => tries(line, `phones/${phone.id}/hangUp`, {}));

  const { id } = (await line.sim('POST', '/_sim/calls', { from, to: line.lineNumber })) as Phone;
  const answered = new Map<string, number>();
  const asked = new Map<string, number>();

  function answers(phone: Phone, one: Answers[number]): void {
    const times = asked.get(one.question) ?? 0;
    asked.set(one.question, times + 1);
    presses(phone, one.afterMs, one.keys[Math.min(times, one.keys.length - 1)] ?? '');
  }

  function callerHears(phone: Phone, content: string): void {
    const wayOut = way.asks === '*0' && content.includes('meter shows');
    const answer = CALLERS.find(({ question }) => content.includes(question));
    if (content.includes('Please hold')) way.onFirstWords?.();
    if (wayOut) presses(phone, 1_500, '*0');
    else if (answer) answers(phone, answer);
  }

  function agentHears(phone: Phone, content: string): void {
    if (content.includes('Key in the number')) {
      const isLast = way.handsOver && (asked.get('number') ?? 0) > 0;
      asked.set('number', 1);
      presses(phone, 1_000, isLast ? '5550155#' : '5550156#');
    }
    if (!content.includes('Press 1')) return;
    presses(phone, 3_000, phone.number === BEN ? '2' : '1');
    if (phone.number === BEN || asked.has('whisper')) return;
    asked.set('whisper', 1);
    talks(phone);
  }

  function talks(phone: Phone): void {
    presses(phone, 10_000, '*2w');
    presses(phone, 20_000, '*2');
    presses(phone, 30_000, '*3');
    if (way.handsOver) presses(phone, 60_000, '*3');
    if (way.callerLeavesMs) {
      clock.after(way.callerLeavesMs, () => tries(line, `phones/${id}/hangUp`, {}));
    }
    // whatever became of it, in the end they hang up
    hangsUp(phone, way.handsOver ? 150_000 : 60_000);
  }

  const stop = emulator.onChange((changed) => {
    const phone = emulator.phones.get(changed);
    if (!phone) return;
    const from = answered.get(changed) ?? 0;
    answered.set(changed, phone.heard.length);
    for (const { content } of phone.heard.slice(from)) {
      if (phone.id === id) callerHears(phone, content);
      else agentHears(phone, content);
    }
  });
  for (let seconds = 0; seconds < 600 && !isOver(line, id); seconds += 1) await line.passes(1_000);
  stop();
  return emulator.phones.get(id) as Phone;
}

/** The phone has ended, or talks without us. */
function isOver({ emulator }: Line, id: string): boolean {
  const phone = emulator.phones.get(id);
  return phone?.state === 'ended' || (phone?.state === 'talking' && !phone.callConnectionId);
}

/** Asks the control door; a phone that has ended meanwhile is no matter. */
async function tries(line: Line, path: string, body: object): Promise<void> {
  await line.sim('POST', `/_sim/${path}`, body).catch(() => {});
}
