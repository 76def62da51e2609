import type { Phone } from '../../../emulator/entities.ts';
import { type Random, seededRandom } from '../../../emulator/random.ts';
import { AGENT_PHONES, type Standing, standing } from './agents.ts';
import { sets } from './called.ts';
import type { CallRecord, Line } from './line.ts';

/** What a number does when it is rung; who picks up has a mood. */
const RUNG = ['answer', 'answer', 'answer', 'decline', 'busy', 'ring', 'voicemail'] as const;
type Mood = 'accept' | 'decline' | 'wrong' | 'hang-up' | 'nothing';
type Talk = 'hang-up' | '*9' | '*2' | '*3' | 'stay';

/** What agents do who pick up, each as often as it is listed. */
export interface Habits {
  moods: readonly Mood[];
  talks: readonly Talk[];
  /** Milliseconds until they do something in a talk, at most. */
  longestMs: number;
}

const HABITS: Habits = {
  moods: ['accept', 'accept', 'accept', 'decline', 'wrong', 'hang-up', 'nothing'],
  talks: ['hang-up', '*9', '*2', '*3', 'stay'],
  longestMs: 30_000,
};
/** How the callbacks come. */
const DISORDERS = [
  { lose: 0.04 },
  { lose: 0.04, copies: 2 },
  { reorder: true },
  { delayMs: 700, lose: 0.02 },
] as const;

/** One of several. */
export const pick = <T>(random: Random, of: readonly T[]) =>
  of[random.integer(0, of.length - 1)] as T;

/** Everything that is left when a day of random calls is over. */
export interface Day {
  records: CallRecord[];
  standing: Standing;
  /** Ids of orchestrations that still run. */
  running: string[];
  /** Callers who did not hang up, by their numbers. */
  stayed: string[];
}

/**
 * Two callers and four agents on a whole line, who do what `seed` says, while callbacks are lost, come late, twice or out of order.
 * Resolves when every call is over, or after an hour.
 */
export async function randomDay(line: Line, seed: number): Promise<Day> {
  const random = seededRandom(seed);
  await line.faults({ seed, callbacks: pick(random, DISORDERS) });
  for (const number of AGENT_PHONES) {
    const on = pick(random, RUNG);
    await sets(line, number, { on, afterMs: random.integer(500, 12_000) });
  }
  await sets(line, '+15550155', { on: 'answer', afterMs: 2_000 });
  const stop = staff(line, random);
  const stayed: string[] = [];
  line.caller(); // nobody rings by a script: the test itself lets time pass
  for (const from of ['+15550100', '+15550101']) {
    const { id } = (await line.sim('POST', '/_sim/calls', { from, to: line.lineNumber })) as Phone;
    const presses = (ms: number, digits: string) =>
      line.clock.after(ms, () => tries(line, `phones/${id}/press`, { digits }));
    presses(random.integer(3_000, 9_000), '*0');
    if (random.next() < 0.5) stayed.push(from);
    else
      line.clock.after(random.integer(2_000, 120_000), () =>
        tries(line, `phones/${id}/hangUp`, {}),
      );
    await line.passes(random.integer(0, 8_000));
  }
  const records = await allOver(line);
  stop();
  await line.passes(60_000); // what the watchdog frees, and time after a call
  const running = line.host.durable.instances().filter(({ status }) => status === 'Running');
  return {
    records,
    standing: await standing(line),
    running: running.map(({ id }) => id),
    stayed,
  };
}

/** Asks the control door; a phone that has hung up meanwhile is no matter. */
export async function tries(line: Line, path: string, body: object): Promise<void> {
  await line.sim('POST', `/_sim/${path}`, body).catch(() => {});
}

/** Agents who pick up act once they hear the whisper. Returns what ends that. */
export function staff(line: Line, random: Random, habits = HABITS): () => void {
  const seen = new Set<string>();
  const { emulator, clock } = line;
  const presses = (phone: Phone, ms: number, digits: string) =>
    void clock.after(ms, () => tries(line, `phones/${phone.id}/press`, { digits }));
  const hangsUp = (phone: Phone, ms: number) =>
    void clock.after(ms, () => tries(line, `phones/${phone.id}/hangUp`, {}));

  /** Whatever they press, and whatever of it is lost: in the end they hang up. */
  function talks(phone: Phone, ms: number): void {
    const doing = pick(random, habits.talks);
    const later = ms + random.integer(3_000, habits.longestMs);
    if (doing === '*9' || doing === '*2' || doing === '*3') presses(phone, later, doing);
    if (doing === '*2') presses(phone, later + 6_000, '*2');
    if (doing === '*3') presses(phone, later + 3_000, pick(random, ['5550155#', '5550166#', '#']));
    hangsUp(phone, doing === 'hang-up' ? later : later + 100_000);
  }

  return emulator.onChange((id) => {
    const phone = emulator.phones.get(id);
    if (phone?.direction !== 'called' || seen.has(phone.id)) return;
    if (!phone.heard.some(({ content }) => content.includes('Press 1'))) return;
    seen.add(phone.id);
    const mood = pick(random, habits.moods);
    const ms = random.integer(300, 4_000);
    if (mood === 'accept') {
      presses(phone, ms, '1');
      talks(phone, ms);
    } else if (mood === 'decline') presses(phone, ms, '2');
    else if (mood === 'wrong') presses(phone, ms, '5');
    else if (mood === 'hang-up') hangsUp(phone, ms);
  });
}

async function allOver(line: Line): Promise<CallRecord[]> {
  for (let seconds = 0; seconds < 3600; seconds += 10) {
    await line.passes(10_000);
    const calls = await line.calls();
    if (calls.length === 2 && calls.every(({ state }) => state === 'ended')) break;
  }
  return Promise.all((await line.calls()).map(({ callId }) => line.record(callId)));
}
