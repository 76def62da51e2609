import type { QueueExit } from '../../../calls/queue/spot.ts';
import type { Disorder, StaffedCall } from '../staffed/world.ts';
import { type QueuedRun, queuedRun } from './run.ts';

/** How callers leave queues: each is to be seen in many runs. */
export const EXITS: readonly QueueExit[] = [
  'accepted',
  'abandoned',
  'timeout',
  'full',
  'nobody-on-duty',
  'callback',
];

/** What was seen over many runs. */
export interface Tally {
  places: number;
  add(run: QueuedRun): void;
  /** Exits that nobody left by. */
  unseen(): QueueExit[];
  words(): string;
}

export function tally(): Tally {
  const waits: Record<string, number> = {};
  const self: Tally = {
    places: 0,
    add({ ledger }) {
      self.places += ledger.told();
      for (const { exit = 'none' } of ledger.waits()) waits[exit] = (waits[exit] ?? 0) + 1;
    },
    unseen: () => EXITS.filter((exit) => !waits[exit]),
    words() {
      const exits = Object.entries(waits).map(([exit, count]) => `${count} ${exit}`);
      return `${self.places} places told, waits: ${exits.join(', ')}`;
    },
  };
  return self;
}

/**
 * What is wrong with the run of a seed, with the story of the call that it begins with; nothing when all is as it must be. `counted`
 * is told of the run.
 */
export function wrongWithSeed(
  seed: number,
  disorder: Partial<Disorder> = {},
  counted?: Tally,
): string | undefined {
  const run = queuedRun(seed, disorder);
  counted?.add(run);
  const mistake = wrongWithQueued(run);
  if (mistake === undefined) return undefined;
  const { calls } = queuedRun(seed, { ...disorder, isTold: true });
  const call = calls.find(({ callId }) => mistake.includes(`${callId}: `));
  return [mistake, ...(call?.script ?? [])].join('\n');
}

/** What is wrong with a run; nothing when all is as it must be. */
function wrongWithQueued(run: QueuedRun): string | undefined {
  return run.wrong ?? left(run) ?? firstOf(run.calls, (call) => wrongWithCall(call, run));
}

/** What is left behind. */
function left({ duty, lines }: QueuedRun): string | undefined {
  const [row] = lines.rows();
  if (row) return `${row.callId}: is still in line`;
  const held = duty.agents.find(({ callId }) => callId !== undefined);
  return held && `${held.callId}: ${held.id} is left ${held.state}`;
}

function firstOf(
  calls: StaffedCall[],
  judge: (call: StaffedCall) => string | undefined,
): string | undefined {
  for (const call of calls) {
    const wrong = judge(call);
    if (wrong) return `${call.callId}: ${wrong}`;
  }
  return undefined;
}

function wrongWithCall(call: StaffedCall, { ledger }: QueuedRun): string | undefined {
  const { phase, open, call: row } = call.state();
  if (phase !== 'ended') return `is stuck, ${phase}, ${row.state}`;
  const outcomes = call.timeline.filter(({ type }) => type === 'outcome');
  if (outcomes.length !== 1) return `has ${outcomes.length} outcomes`;
  if (open.length > 0 || call.acs.isUp()) return 'has something open';
  if (call.armed() > 0) return `has ${call.armed()} deadlines armed`;
  if (call.acs.mostPeople > 2) return `had ${call.acs.mostPeople} people in it`;
  if (call.acs.saidInVain > 0) return 'has said something to a caller on hold';
  if (call.heldTooLong) return 'kept its caller on hold though nobody wanted it';
  const waits = ledger.waits().filter((wait) => wait.call === call);
  if (waits.some(({ exit }) => exit === undefined)) return 'has a wait that never ended';
  const last = waits.at(-1)?.exit;
  if (row.queueExit !== last) return `was left by ${last}, and keeps ${row.queueExit}`;
  return wrongOutcome(call, last);
}

const ENDINGS: Record<string, readonly (string | undefined)[]> = {
  accepted: ['answered-by-agent', 'transferred', 'lost', 'failed'],
  abandoned: ['abandoned', 'lost'],
  callback: ['completed', 'lost', 'failed'],
  others: ['failed', 'abandoned', 'lost'],
};

/** An outcome that does not fit what happened. */
function wrongOutcome(call: StaffedCall, exit = 'others'): string | undefined {
  const { outcome } = call.state().call;
  const fits = ENDINGS[exit] ?? ENDINGS.others;
  if (!fits?.includes(outcome)) return `left its queue by ${exit}, and ended as ${outcome}`;
  const isDropped = !call.hungUp && !call.acs.endedByUs && !call.handedOver;
  return isDropped ? `dropped its caller: ${outcome}` : undefined;
}
