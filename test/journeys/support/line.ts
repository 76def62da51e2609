import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { AGENTS_FILE } from '../../../adapters/agents-file.ts';
import { loadFlow } from '../../../adapters/flow-file.ts';
import { emptyTables } from '../../../adapters/table-clients.ts';
import type { Flow } from '../../../calls/flow.ts';
import type { ScriptedCaller } from '../../../emulator/scripted-caller.ts';
import { type VirtualClock, virtualClock } from '../../../emulator/virtual-clock.ts';
import { type Stack, type StackOptions, startStack } from '../../../local/stack.ts';
import { tablesConnectionString } from '../../support/tables.ts';

/** What the line's HTTP API tells of a call, as far as journeys look at it. */
export interface CallRecord {
  call: {
    callId: string;
    state: string;
    outcome?: string;
    step?: string;
    code?: number;
    subCode?: number;
    flowVersion?: string;
    from: string;
    to: string;
    answeredAt?: string;
    escalation?: string;
    agent?: string;
    offers?: number;
    agentSeconds?: number;
    callback?: string;
    queueExit?: string;
    waitSeconds?: number;
  };
  timeline: {
    kind: string;
    type: string;
    words: string;
    at: string;
    turn: number;
    index: number;
    data?: Record<string, unknown>;
  }[];
  tones: { participant: string; session: number; digits: string }[];
  offers: {
    agent: string;
    name: string;
    offeredAt: string;
    result?: string;
    endedAt?: string;
    talkedSeconds?: number;
  }[];
  digits: { step: string; question: string; digits: string; result: string; attempt: number }[];
}

/** A whole line on virtual time, and a caller who has not rung yet. */
export interface Line extends Stack {
  clock: VirtualClock;
  caller(from?: string): ScriptedCaller;
  /** Connection string of the table service. */
  tables: string;
  /** The log so far, a parsed line each. */
  logged: Record<string, unknown>[];
  /** Asks the control door of the emulator, or its faithful API. */
  sim(method: string, path: string, body?: unknown): Promise<unknown>;
  faults(faults: Record<string, unknown>): Promise<void>;
  /** The requests to ACS whose path ends so. */
  requests(ending: string): Promise<{ status: number; path: string; body: unknown }[]>;
  /** Asks the line's own HTTP API. */
  api(path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  /** All calls of the day, after letting a second pass for what is still on its way. */
  calls(): Promise<CallRecord['call'][]>;
  /** The one call of a day, as support sees it. */
  record(callId?: string): Promise<CallRecord>;
}

export type LineOptions = Partial<StackOptions>;

/** Starts a line for one test. The tables are empty; whoever starts it stops it. */
export async function startLine(options: LineOptions = {}): Promise<Line> {
  const { tables = tablesConnectionString() } = options;
  await emptyTables(tablesConnectionString());
  const clock = virtualClock();
  const logged: Record<string, unknown>[] = [];
  const stack = await startStack({
    clock,
    tables,
    flow: options.flow ?? (await mainFlow()),
    log: (text) => logged.push(JSON.parse(text)),
    onError: (text) => logged.push({ level: 'error', event: 'unhandled', text }),
    ...options,
    ...onTheBundle(options),
  });

  async function sim(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await stack.emulator.fetch(
      new Request(`${stack.emulatorUrl}${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    );
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }

  async function api(path: string, body?: unknown) {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${stack.host.url}/api${path}`, init);
    const text = await answer.text();
    return { status: answer.status, json: text ? JSON.parse(text) : undefined };
  }

  async function calls() {
    await stack.passes(1000);
    const { json } = await api('/calls?day=2026-11-20');
    return (json as { calls: CallRecord['call'][] }).calls;
  }

  return {
    ...stack,
    clock,
    tables,
    logged,
    sim,
    api,
    calls,
    faults: async (faults) => void (await sim('PUT', '/_sim/faults', faults)),
    async requests(ending) {
      const { requests } = (await sim('GET', '/_sim/requests')) as {
        requests: { status: number; path: string; body: unknown }[];
      };
      return requests.filter(({ path }) => path.split('?')[0]?.endsWith(ending));
    },
    async record(callId) {
      const id = callId ?? (await calls())[0]?.callId;
      const { status, json } = await api(`/calls/${id}`);
      expect(status).toBe(200);
      return json as CallRecord;
    },
    async stop() {
      clock.stop();
      await stack.stop();
    },
  };
}

/** Nobody can be offered a call there. */
const NO_AGENTS = fileURLToPath(new URL('./no-agents.yaml', import.meta.url));

/**
 * Where the file that Azure is sent is to be run in the place of the sources: it, with the flow and the agents that it reads by
 * itself. A journey on another flow cannot be told of it.
 */
function onTheBundle({ flow, agents = [], settings }: LineOptions): LineOptions {
  const app = inject('bundledLine');
  if (app === undefined) return {};
  if (flow) throw new Error('what runs on the bundle takes the flow of flows/main.yaml');
  const files = {
    FLOW: resolve('flows/main.yaml'),
    AGENTS: agents.length > 0 ? resolve(AGENTS_FILE) : NO_AGENTS,
  };
  return { app, settings: { ...files, ...settings } };
}

let flow: Promise<Flow> | undefined;

function mainFlow(): Promise<Flow> {
  flow ??= loadFlow('flows/main.yaml').then((loaded) => {
    if (!loaded.ok) throw new Error(loaded.report);
    return loaded.flow;
  });
  return flow;
}

/** One journey: a test with a line of its own and its first caller. `timeoutMs`: of real time, for one with many calls. */
export function journey(
  title: string,
  story: (line: Line & { first: ScriptedCaller }) => Promise<void>,
  options: LineOptions = {},
  timeoutMs?: number,
): void {
  const told = async () => {
    const line = await startLine(options);
    try {
      await story({ ...line, first: line.caller() });
    } finally {
      await line.stop();
    }
  };
  test(title, told, timeoutMs);
}

/** Takes the caller to the question that reads the account number back. */
export async function toReadBack(caller: ScriptedCaller): Promise<void> {
  await caller.rings();
  await caller.hears('press 1');
  caller.presses('1');
  await caller.hears('account number');
  caller.presses('12345678#');
  await caller.hears('1 2 3 4 5 6 7 8');
}

/** Goes the whole way of an outage report, until the line hangs up. */
export async function reportsOutage(caller: ScriptedCaller): Promise<void> {
  await toReadBack(caller);
  caller.presses('1');
  await caller.hears('Engineers');
  await caller.isHungUpOn();
}
