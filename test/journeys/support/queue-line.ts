import { expect } from 'vitest';
import { audioBeside } from '../../../adapters/flow-audio.ts';
import { parseFlow } from '../../../adapters/flow-file.ts';
import { tableClients } from '../../../adapters/table-clients.ts';
import type { Flow } from '../../../calls/flow.ts';
import { person } from '../../adapters/support/agents.ts';
import { tablesConnectionString } from '../../support/tables.ts';
import { standing } from './agents.ts';
import { called, rings, sets } from './called.ts';
import { legs, nothingRuns } from './handed-over.ts';
import type { CallRecord, Line, LineOptions } from './line.ts';

const SOUNDS = await audioBeside('flows/main.yaml');

/** A line on which callers wait: by 1 for anybody, by 2 before them, by 3 for somebody who knows about bills. `queue`: of it. */
export function queueFlow(queue = ''): Flow {
  const parsed = parseFlow(queueText(queue), 'queue.yaml', SOUNDS);
  if (!parsed.ok) throw new Error(parsed.report);
  return parsed.flow;
}

/** The same as its author writes it. */
export function queueText(queue = ''): string {
  return `
line: Queue line
language: en-GB
voice: en-GB-SoniaNeural
start: main
operator: anybody
queues:
  support: { announce: 'You are number {position}, for {minutes} minutes.'${queue} }
steps:
  main:
    menu: Press 1, 2 or 3.
    keys: { 1: anybody, 2: urgent, 3: bills }
    otherwise: sorry
  anybody: { escalate: Please hold., queue: support, otherwise: sorry, goodbye: Goodbye after the talk. }
  urgent: { escalate: Please hold., queue: support, priority: 100, otherwise: sorry }
  bills: { escalate: Please hold., queue: support, skill: billing, otherwise: sorry }
  sorry: { hangUp: Sorry about that. }
`;
}

/** The agents of these journeys: ann knows about bills. */
export const QUEUE_STAFF = [person('ann', 61, { skills: ['billing'] }), person('bob', 62)];
export const ANN = QUEUE_STAFF[0]?.participant ?? '';
export const BOB = QUEUE_STAFF[1]?.participant ?? '';

export const QUEUE_LINE: LineOptions = { flow: queueFlow(), agents: QUEUE_STAFF };

/** A caller of ours, by the last two digits of their number, rings and gets in line; the test lets the time pass. */
export async function joins(line: Line, number: number, key: '1' | '2' | '3' = '1') {
  const caller = await rings(line, `+155501${number}`);
  await caller.hears('Press 1');
  await caller.presses(key);
  await caller.hears('Please hold');
  return caller;
}

/** Many callers at once, who get in line in this order, each by a key of the menu. */
export async function allJoin(
  line: Line,
  numbers: readonly number[],
  keyOf: (number: number) => '1' | '2' | '3' = () => '1',
) {
  const callers = await Promise.all(numbers.map((number) => rings(line, `+155501${number}`)));
  await line.passes(1_000);
  for (const [index, caller] of callers.entries()) {
    await caller.presses(keyOf(numbers[index] ?? 0));
    await line.passes(200);
  }
  await line.passes(3_000);
  return callers;
}

/** Whoever is in line, in its order: the last two digits of their numbers. */
export async function inLine(tables = tablesConnectionString()): Promise<string[]> {
  const table = tableClients({ connectionString: tables }).Queue;
  const rows: { key: string; caller: string }[] = [];
  for await (const row of table.listEntities<{ caller?: string }>()) {
    if (row.caller) rows.push({ key: `${row.rowKey}`, caller: row.caller });
  }
  const inOrder = rows.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  return inOrder.map(({ caller }) => caller.slice(-2));
}

/** The agent who is rung takes the call: whose it is, by the last two digits of their number, which the whisper tells. */
export async function takes(line: Line, number: string): Promise<string> {
  const agent = called(line, number);
  const { heard } = await agent.asked();
  const whisper = heard.at(-1)?.content ?? '';
  await agent.presses('1');
  await line.passes(1_000);
  return (/ending in (\d) (\d)/.exec(whisper) ?? []).slice(1).join('');
}

/** An agent picks up every ring after two seconds. */
export async function picksUp(line: Line, ...numbers: string[]): Promise<void> {
  for (const number of numbers) await sets(line, number, { on: 'answer', afterMs: 2_000 });
}

/** Nothing is left behind: nobody in line, nobody held by a call, no slot taken, and nothing that runs. */
export async function nothingIsLeft(line: Line): Promise<void> {
  await line.passes(45_000); // a wrap-up, and a run of the watchdog
  expect(await inLine(line.tables)).toEqual([]);
  for (const state of Object.values(await standing(line)))
    expect(state).toMatch(/^(available|away)/);
  expect(await legs(line)).toEqual([]);
  nothingRuns(line);
}

/** The call of a caller, by the last two digits of their number. */
export async function recordOf(line: Line, number: number): Promise<CallRecord> {
  const found = (await line.calls()).find(({ from }) => from.endsWith(String(number)));
  return line.record(found?.callId);
}

/** A caller hears such a text, and when that was, in seconds on the clock. */
export async function hearsAt(caller: Waiter, text: string): Promise<number> {
  const { heard } = await caller.hears(text);
  return Date.parse(heard.find(({ content }) => content.includes(text))?.at ?? '') / 1_000;
}

/** All that was announced to a caller. */
export async function announced(caller: Waiter): Promise<string[]> {
  const [phone] = await caller.all();
  return (phone?.heard ?? []).map(({ content }) => content).filter((one) => /^You are/.test(one));
}

export type Waiter = Awaited<ReturnType<typeof joins>>;
