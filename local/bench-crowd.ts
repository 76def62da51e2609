import { setTimeout as wait } from 'node:timers/promises';
import { parseFlow } from '../adapters/flow-file.ts';
import type { Flow } from '../calls/flow.ts';
import type { CallStore } from '../calls/ports.ts';
import { type KeptKeys, numberKeyedBy, wrongKeys } from './bench-keyed.ts';
import type { Stack } from './stack.ts';

/** Waits are as long as the service allows: on a slow machine a caller must not run out of time. */
const CROWD_FLOW = `line: Bench
language: en-GB
voice: en-GB-SoniaNeural
start: number
steps:
  number:
    gather: Please key in your twelve digit number, then hash.
    digits: { exactly: 12, end: '#', firstKeySeconds: 300, betweenKeysSeconds: 60 }
    readBack: Your number is {digits}. If that is right, press 1. To key it in again, press 2.
    as: number
    next: done
    otherwise: done
  done:
    hangUp: Thank you. Goodbye.
`;

/** The pause between two keys of a caller, in ms. */
export const KEY_GAP = 250;
/** Seconds that a caller waits for a prompt. */
const PATIENCE = { withinSeconds: 300 };

/** The line that a crowd of callers rings: one number of twelve digits, which is read back. */
export function crowdFlow(): Flow {
  const parsed = parseFlow(CROWD_FLOW, 'the flow of the bench');
  if (!parsed.ok) throw new Error(parsed.report);
  return parsed.flow;
}

/** Lets `count` callers ring at once, each with a number of their own; gives back what went wrong with whom. */
export async function crowdCalls({ caller }: Stack, count: number): Promise<string[]> {
  const calls = await Promise.allSettled(
    everyOf(count).map(async (n) => {
      const phone = caller(callerNumber(n));
      await phone.rings();
      await phone.hears('key in your twelve digit number', PATIENCE);
      phone.presses(`${numberKeyedBy(n)}#`, KEY_GAP);
      await phone.hears('Your number is', PATIENCE);
      phone.presses('1');
      await phone.hears('Goodbye', PATIENCE);
      await phone.isHungUpOn(PATIENCE);
    }),
  );
  return calls.flatMap((call) => (call.status === 'rejected' ? [String(call.reason)] : []));
}

/** What the tables keep of a crowd. */
export interface CrowdKept {
  /** Keys that are not what was keyed, in the entries or in the ordered tones. */
  wrong: number;
  rows: number;
  /** Missing keys that were reported. */
  gaps: number;
}

/** Compares what is kept of each of `count` callers with what they keyed; a caller without a call has every key wrong. */
export async function crowdKept(store: CallStore, count: number): Promise<CrowdKept> {
  const sum: CrowdKept = { wrong: 0, rows: 0, gaps: 0 };
  for (const n of everyOf(count)) {
    const { calls } = await store.list({ from: callerNumber(n), limit: 1 });
    const callId = calls[0]?.callId;
    const record = callId === undefined ? undefined : await store.find(callId);
    const sequences = callId === undefined ? [] : await store.sequence(callId);
    const kept: KeptKeys = { digits: record?.digits ?? [], sequences };
    const number = numberKeyedBy(n);
    sum.wrong += wrongKeys(kept, number, `${number}#1`);
    if (!record) continue;
    const { digits, timeline, tones } = record;
    sum.rows += 2 + digits.length + timeline.length + tones.length; // 2: Calls and CallsByCaller
    sum.gaps += tones.filter(({ kind }) => kind === 'gap').length;
  }
  return sum;
}

/** Resolves when `read` has given the same for `quietMs`. */
export async function settled(read: () => number, quietMs: number): Promise<void> {
  for (let before = -1; before !== read(); await wait(quietMs)) before = read();
}

function everyOf(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

function callerNumber(n: number): string {
  return `+1555030${String(n).padStart(4, '0')}`;
}
