import { type Random, seededRandom } from '../../../emulator/random.ts';
import { STAFFED_LINE } from '../../calls/support/with-people.ts';
import { timeline } from '../timeline.ts';
import { type AgentPool, agentPool } from './agent-pool.ts';
import type { Manners } from './group-call.ts';
import { randomPeople } from './people.ts';
import { staffedCall } from './staffed-call.ts';
import { callWatch } from './watching.ts';
import { CALLER, type Disorder, type StaffedCall } from './world.ts';

/** A run that is over: its calls, and its agents. */
export interface StaffedRun {
  calls: StaffedCall[];
  pool: AgentPool;
  minutes: number;
}

const TICK_MS = 10_000;
/** A run that takes longer than this has a call that never ends. */
const LONGEST_MS = 4 * 3_600_000;

/** Some callers and some agents, who do what the seed says. The same seed is the same run. */
export function staffedRun(seed: number, disorder: Partial<Disorder> = {}): StaffedRun {
  const random = seededRandom(seed);
  const time = timeline();
  const pool = agentPool(random.integer(1, 4));
  const calls: StaffedCall[] = [];
  const people = randomPeople(time, random);
  const world = { time, random, pool, people, flow: STAFFED_LINE };
  const manners = (): Manners => ({
    hold:
      (['fine', 'fine', 'fine', 'fails', 'never', 'refused'] as const)[random.integer(0, 5)] ??
      'fine',
    promptMs: random.integer(300, 4_000),
  });
  const how: Disorder = {
    lose: 0.03,
    twice: 0.05,
    latestMs: random.integer(0, 1_500),
    ...disorder,
  };

  const count = random.integer(1, 3);
  for (let nth = 1; nth <= count; nth += 1) {
    time.after(random.integer(0, 20_000), () => {
      const call = staffedCall(world, nth, manners(), how);
      calls.push(call);
      callers(call, random, time);
    });
  }

  const isOver = (call: StaffedCall) => call.state().phase === 'ended';
  const watchCall = callWatch(time);
  function watch(): void {
    for (const call of calls) watchCall(call);
    pool.free((callId) => calls.some((call) => call.callId === callId && isOver(call)));
    const isDone =
      calls.length === count &&
      calls.every(isOver) &&
      pool.agents.every((agent) => agent.callId === undefined);
    if (!isDone && time.now() < LONGEST_MS) time.after(TICK_MS, watch);
  }
  time.after(TICK_MS, watch);
  time.run();
  return { calls, pool, minutes: time.now() / 60_000 };
}

/** A caller asks for a person, by key or by silence, and may hang up at any time. */
function callers(call: StaffedCall, random: Random, time: ReturnType<typeof timeline>): void {
  if (random.next() < 0.8)
    time.after(random.integer(4_000, 15_000), () => call.acs.press(CALLER, '*'));
  time.after(random.integer(4_500, 16_000), () => call.acs.press(CALLER, '0'));
  if (random.next() < 0.5) {
    time.after(random.integer(1_000, 180_000), () => {
      call.hungUp = call.acs.has(CALLER);
      call.acs.leaves(CALLER);
    });
  }
}
