import { FILE, type PublishedFlow } from '../adapters/flow-entities.ts';
import type { FlowTable } from '../adapters/flow-table.ts';
import { reasonOf } from '../adapters/table-answers.ts';
import type { Flow } from '../calls/flow.ts';
import type { Log } from '../calls/ports.ts';
import type { FlowCheck } from './flow-check.ts';

/** Which flow calls take. */
export interface FlowsInUse {
  /**
   * The flow for a call that begins now. Never rejects, as a phone rings: where the current one cannot be had it is the last one
   * that could, else that of the file.
   */
  current(): Promise<Flow>;
  /** Forgets which flow is current: it was changed from here. */
  lookAgain(): void;
}

export interface FlowsInUseOptions {
  table: Pick<FlowTable, 'current' | 'find'>;
  /** The flow of the file that was deployed with the line. */
  file: Flow;
  check: FlowCheck;
  /** Milliseconds since 1970, UTC. */
  now(): number;
  log: Log;
}

/** Milliseconds for which the table is not asked again which flow is current. */
const FRESH = 15_000;
/** The same after it was away: the next caller should not have to wait for it too. */
const AWAY = 5_000;
/** Flows that are kept parsed: the current one, and those that it is changed between. */
const KEPT = 8;

interface Answer {
  flow: Promise<Flow>;
  /** Milliseconds since 1970. */
  goodUntil: number;
}

/** Follows the table `Flows`. Nothing is asked before the first call. */
export function flowsInUse({ table, file, check, now, log }: FlowsInUseOptions): FlowsInUse {
  /** By version; nothing for one that this line cannot run. What a version is never changes, so neither does the answer. */
  const known = new Map<string, Flow | undefined>();
  let lastGood = file;
  let answer: Answer | undefined;

  /** Callers who ring at the same time wait for the same answer. */
  function ask(): Answer {
    const asked: Answer = { flow: read(), goodUntil: now() + FRESH };
    asked.flow = asked.flow.catch((error: unknown) => {
      asked.goodUntil = now() + AWAY;
      log('error', 'flow-not-usable', { reason: reasonOf(error), taken: lastGood.version });
      return lastGood;
    });
    return asked;
  }

  async function read(): Promise<Flow> {
    const { version } = await table.current();
    lastGood = version === FILE ? file : ((await published(version)) ?? lastGood);
    return lastGood;
  }

  async function published(version: string): Promise<Flow | undefined> {
    if (known.has(version)) return known.get(version);
    const found = await table.find(version);
    const { flow, reason } = await checked(found, check);
    if (!flow) log('error', 'flow-not-usable', { version, reason, taken: lastGood.version });
    if (!found) return undefined;
    const [oldest = version] = known.keys();
    if (known.size >= KEPT) known.delete(oldest);
    // by the name it was published under, whatever this release makes of its text
    known.set(version, flow && { ...flow, version });
    return known.get(version);
  }

  return {
    current() {
      if (!answer || now() >= answer.goodUntil) answer = ask();
      return answer.flow;
    },
    lookAgain() {
      answer = undefined;
    },
  };
}

async function checked(
  found: PublishedFlow | undefined,
  check: FlowCheck,
): Promise<{ flow?: Flow; reason?: string }> {
  if (!found) return { reason: 'its row is missing' };
  const result = await check(found.source);
  if (result.ok) return { flow: result.flow };
  const [first] = result.mistakes;
  return {
    reason: `mistakes: ${result.mistakes.length}, the first in ${first?.line}:${first?.column}`,
  };
}
