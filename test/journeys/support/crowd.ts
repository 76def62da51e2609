import type { Flow } from '../../../calls/flow.ts';
import type { Phone } from '../../../emulator/entities.ts';
import { type Random, seededRandom } from '../../../emulator/random.ts';
import { person } from '../../adapters/support/agents.ts';
import { standing } from './agents.ts';
import { callbackFlow, callbacks } from './callback-line.ts';
import { sets } from './called.ts';
import type { CallRecord, Line, LineOptions } from './line.ts';
import { pick, staff, tries } from './random-staff.ts';

/** Everything that is left of a crowd when all of its calls are over. */
export interface Crowd {
  records: CallRecord[];
  /** Of the calls that were to call somebody back. */
  callbacks: CallRecord[];
  /** The phones of the callers as they were in the end, by the last two digits of their numbers. */
  callers: Map<string, Phone>;
  /** Phones that rang while their agent, or their call, had another. */
  doubles: string[];
}

const CALLERS = 50;
/** Milliseconds in which all of them ring. */
const WITHIN = 40_000;
/** Three quarters of the callers ask for anybody. */
const KEYS = ['1', '1', '1', '1', '2', '3', '3'] as const;
const RUNG = ['answer', 'answer', 'answer', 'answer', 'answer', 'decline', 'busy', 'ring'] as const;
/** What those do who are called back. */
const CALLED_BACK = ['answer', 'answer', 'answer', 'decline', 'ring'] as const;
const HABITS = {
  moods: ['accept', 'accept', 'accept', 'accept', 'decline', 'nothing', 'hang-up', 'wrong'],
  talks: ['hang-up', '*9'],
  longestMs: 8_000,
} as const;
const DISORDERS = [
  {},
  {},
  { copies: 2 },
  { reorder: true },
  { delayMs: 300, lose: 0.005 },
] as const;

/** Five agents, of whom two know about bills. */
export const CROWD_STAFF = [61, 62, 63, 64, 65].map((number, nth) =>
  person(`agent${number}`, number, nth < 2 ? { skills: ['billing'] } : {}),
);

/** Leads out of the line, to a callback. */
const CALLBACK_KEY = '5';

/** The line with callbacks, whose callers wait 25 seconds at most, and are told their place twice in them. */
function crowdFlow(): Flow {
  const flow = callbackFlow(`{ key: '${CALLBACK_KEY}' }`, ', everySeconds: 15, most: 10');
  const queues = Object.entries(flow.queues ?? {});
  return {
    ...flow,
    queues: Object.fromEntries(queues.map(([name, one]) => [name, { ...one, longestSeconds: 25 }])),
  };
}

/** A line for crowds: all agents can be rung at the same time, and are soon available again. */
export const CROWD_LINE: LineOptions = {
  flow: crowdFlow(),
  agents: CROWD_STAFF,
  settings: {
    OUTBOUND_LEGS_PER_NUMBER: '8',
    WRAP_UP_SECONDS: '1',
    CALLBACK_TRIES: '2',
    CALLBACK_MINUTES: '1',
  },
};

/** 50 callers and 5 agents on a whole line, who do what `seed` says. Resolves when every call is over. */
export async function crowd(line: Line, seed: number): Promise<Crowd> {
  const random = seededRandom(seed);
  await line.faults({ seed, callbacks: pick(random, DISORDERS) });
  const callers = new Map<string, Phone>();
  const doubles: string[] = [];
  const stopLooking = watchPhones(line, callers, doubles);
  const stopStaff = staff(line, random, HABITS);
  const began = line.clock.now();
  const stopShifts = shifts(line, random);
  for (let nth = 1; nth <= CALLERS; nth += 1)
    await comes(line, random, `+155502${String(nth).padStart(2, '0')}`);
  await line.passes(WITHIN + 1_000);
  while (callers.size < CALLERS && line.clock.now() - began < 600_000) await line.passes(5_000);
  stopShifts();
  await allCalledBack(line);
  stopStaff();
  await line.passes(15_000); // the last rows, and what the watchdog frees
  await areAvailable(line);
  await line.passes(3_000);
  stopLooking();
  return { ...(await recordsSince(line, began)), callers, doubles };
}

/** What is kept of every call that began since then: those of callers, and those that were to call them back. */
async function recordsSince(
  line: Line,
  since: number,
): Promise<Pick<Crowd, 'records' | 'callbacks'>> {
  const first = new Date(since).toISOString().replace(/[-:]|\..*/g, '');
  const { json } = await line.api('/calls?limit=200');
  const { calls } = json as { calls: CallRecord['call'][] };
  const all: CallRecord[] = [];
  for (const { callId } of calls) if (callId >= first) all.push(await line.record(callId));
  const isOut = ({ call }: CallRecord) => call.callback !== undefined;
  return { records: all.filter((one) => !isOut(one)), callbacks: all.filter(isOut) };
}

/** Agents have time until nobody is to be called back any more. */
async function allCalledBack(line: Line): Promise<void> {
  const until = line.clock.now() + 900_000;
  for (const { participant } of CROWD_STAFF)
    await sets(line, participant, { on: 'answer', afterMs: 500 });
  while ((await callbacks()).length > 0 && line.clock.now() < until) {
    await areAvailable(line);
    await line.passes(5_000);
  }
}

async function areAvailable(line: Line): Promise<void> {
  for (const { id } of CROWD_STAFF) await isSet(line, id, 'available');
}

/** Somebody rings, keys in what they want, and may hang up at any moment, or ask to be called back on the number that they call from. */
async function comes(line: Line, random: Random, from: string): Promise<void> {
  const [at, key, pressMs] = [
    random.integer(0, WITHIN),
    pick(random, KEYS),
    random.integer(500, 2_000),
  ];
  const leavesMs = random.next() < 0.25 ? random.integer(1_000, 30_000) : undefined;
  const asksMs = random.next() < 0.25 ? random.integer(6_000, 20_000) : undefined;
  await sets(line, from, { on: pick(random, CALLED_BACK), afterMs: 2_000 });
  line.clock.after(at, async () => {
    const { id } = (await line.sim('POST', '/_sim/calls', { from, to: line.lineNumber })) as Phone;
    const presses = (ms: number, digits: string) =>
      line.clock.after(ms, () => tries(line, `phones/${id}/press`, { digits }));
    presses(pressMs, key);
    if (asksMs) {
      presses(asksMs, CALLBACK_KEY);
      presses(asksMs + 3_000, '1');
    }
    if (leavesMs) line.clock.after(leavesMs, () => tries(line, `phones/${id}/hangUp`, {}));
  });
}

/** Keeps the phones of callers as they end, and looks for phones that should not ring. */
function watchPhones(line: Line, callers: Map<string, Phone>, doubles: string[]): () => void {
  const up = new Map<string, Phone>();
  return line.emulator.onChange((id) => {
    const phone = line.emulator.phones.get(id);
    if (!phone) return;
    const isOver = phone.state === 'ended';
    if (phone.direction === 'caller') {
      if (isOver) callers.set(phone.number.slice(-2), phone);
      return;
    }
    // whose phone rings to call them back is in a call with their agent
    if (!CROWD_STAFF.some(({ participant }) => participant === phone.number)) return;
    if (isOver) up.delete(id);
    else if (!up.has(id)) {
      const other = [...up.values()].find(
        ({ number, callConnectionId }) =>
          number === phone.number ||
          (callConnectionId !== undefined && callConnectionId === phone.callConnectionId),
      );
      if (other) doubles.push(`${phone.number} rings while ${other.number} is ${other.state}`);
      up.set(id, phone);
    }
  });
}

/** Agents change how they answer, go away, and come back; of every other crowd the first find all of them away. */
function shifts(line: Line, random: Random): () => void {
  let isOver = false;
  const isLate = random.next() < 0.5;
  let looks = 0;
  async function look(): Promise<void> {
    if (isOver) return;
    looks += 1;
    const now = await standing(line);
    for (const { id, participant } of CROWD_STAFF) {
      await sets(line, participant, {
        on: pick(random, RUNG),
        afterMs: random.integer(300, 2_500),
      });
      const isAway = now[id]?.startsWith('away');
      if (looks === 1 && isLate) await isSet(line, id, 'away');
      else if (isAway && random.next() < 0.5) await isSet(line, id, 'available');
      else if (!isAway && random.next() < 0.05) await isSet(line, id, 'away');
    }
    line.clock.after(6_000, look);
  }
  line.clock.after(0, look);
  return () => {
    isOver = true;
  };
}

/** What `PUT /api/agents` answers to one in a call is no matter. */
async function isSet(line: Line, id: string, state: 'available' | 'away'): Promise<void> {
  await fetch(`${line.host.url}/api/agents/${id}`, {
    method: 'PUT',
    body: JSON.stringify({ state }),
  });
}
