import { type Random, seededRandom } from '../../../emulator/random.ts';
import type { Manners } from '../staffed/group-call.ts';
import { type Moods, randomPeople } from '../staffed/people.ts';
import { staffedCall } from '../staffed/staffed-call.ts';
import { callWatch } from '../staffed/watching.ts';
import type { Disorder, People, StaffedCall } from '../staffed/world.ts';
import { type Timeline, timeline } from '../timeline.ts';
import { type Duty, duty } from './duty.ts';
import { leavesForCallback } from './leaving.ts';
import { type Ledger, ledger } from './ledger.ts';
import { queuedLine, WAYS_IN } from './line-flow.ts';
import { type QueuedLines, queuedLines } from './lines.ts';
import { shifts } from './shifts.ts';

/** A run that is over, or went wrong. */
export interface QueuedRun {
  calls: StaffedCall[];
  duty: Duty;
  lines: QueuedLines;
  ledger: Ledger;
  /** What was seen to be wrong while it ran. */
  wrong?: string;
  minutes: number;
}

const CALLERS = 50;
const AGENTS = 5;
const TICK_MS = 10_000;
/** A run that takes longer than this has a call that never ends. */
const LONGEST_MS = 4 * 3_600_000;

/** Agents take most calls, in one way or another. */
const RUNG: Moods['rung'] = [
  ...Array.from({ length: 9 }, () => 'accept' as const),
  'decline',
  'busy',
  'silent',
  'voicemail',
  'wrong',
  'change',
  'leave',
  'ghost',
];
const TALKS: Moods['talks'] = ['hang-up', 'hang-up', 'hang-up', '*9', '*2', '*3', 'stays'];

const pick = <T>(random: Random, of: readonly T[]) => of[random.integer(0, of.length - 1)] as T;

/** 50 callers and 5 agents, who do what the seed says. The same seed is the same run. `isTold`: what happens is written down. */
export function queuedRun(
  seed: number,
  { isTold = false, ...disorder }: Partial<Disorder> & { isTold?: boolean } = {},
): QueuedRun {
  const random = seededRandom(seed);
  const time = timeline();
  const flow = queuedLine(random);
  const calls = new Map<string, StaffedCall>();
  const onlooker = ledger(flow, time, () => staff.agents);
  const staff = duty(AGENTS, pick(random, [0, 5_000, 20_000]), time, {
    letGo: onlooker.letGo,
    freed: onlooker.freed,
    isFree: () => lines.match(),
  });
  const lines = queuedLines({ time, random, duty: staff, calls, ledger: onlooker });
  const moods = { rung: RUNG, talks: TALKS, longestMs: random.integer(10_000, 60_000) };
  const world = {
    time,
    random,
    people: watched(randomPeople(time, random, moods), onlooker),
    pool: { ...staff, claim: () => undefined },
    lines: { take: lines.take, sees: onlooker.sees, ends: onlooker.ends },
    isUntold: !isTold,
  };
  const how: Disorder = {
    lose: 0.02,
    twice: 0.04,
    latestMs: random.integer(0, 1_500),
    ...disorder,
  };
  const within = pick(random, [60_000, 200_000, 400_000]);
  const numbers = staff.agents.map(({ participant }) => participant);

  for (let nth = 1; nth <= CALLERS; nth += 1) {
    time.after(random.integer(0, within), () => {
      const start = pick(random, WAYS_IN);
      // some agents call themselves
      const from = random.next() < 0.04 ? pick(random, numbers) : `+15550${200 + nth}`;
      const manners: Manners = {
        hold: pick(random, ['fine', 'fine', 'fine', 'fine', 'fails', 'never', 'refused']),
        promptMs: random.integer(300, 4_000),
      };
      const call = staffedCall(
        { ...world, flow: { ...flow, start } },
        nth,
        manners,
        how,
        from,
        (begun) => {
          calls.set(begun.callId, begun);
          onlooker.rings(begun, start);
        },
      );
      hangsUp(call, random, time);
      leavesForCallback(call, random, time);
    });
  }

  const isOver = ({ state }: StaffedCall) => state().phase === 'ended';
  const isDone = () =>
    calls.size === CALLERS &&
    [...calls.values()].every(isOver) &&
    lines.rows().length === 0 &&
    staff.agents.every(({ callId }) => callId === undefined);
  shifts(time, random, staff, isDone);
  const watchCall = callWatch(time);
  function watch(): void {
    for (const call of calls.values()) watchCall(call);
    staff.free((callId) => {
      const call = calls.get(callId);
      return call !== undefined && isOver(call);
    });
    lines.tellAgain();
    lines.match();
    if (!isDone() && time.now() < LONGEST_MS) time.after(TICK_MS, watch);
  }
  time.after(TICK_MS, watch);
  const run = { duty: staff, lines, ledger: onlooker };
  try {
    time.run();
  } catch (error) {
    return { ...run, calls: [...calls.values()], wrong: `${error}`, minutes: time.now() / 60_000 };
  }
  return { ...run, calls: [...calls.values()], minutes: time.now() / 60_000 };
}

/** A third of the callers hang up, at any moment. */
function hangsUp(call: StaffedCall, random: Random, time: Timeline): void {
  if (random.next() > 0.35) return;
  time.after(random.integer(500, 200_000), () => {
    const { from } = call.state().call;
    call.hungUp = call.acs.has(from);
    call.acs.leaves(from);
  });
}

/** The people of a run, of whom an onlooker sees whose phone rings and who picks up. */
function watched(people: People, onlooker: Ledger): People {
  return {
    ...people,
    ring(call, participant, { joins, fails }) {
      onlooker.phoneRings(call, participant);
      people.ring(call, participant, {
        fails,
        joins() {
          onlooker.picksUp(call, participant);
          joins();
        },
      });
    },
  };
}
