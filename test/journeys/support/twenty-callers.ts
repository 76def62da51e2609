import { expect } from 'vitest';
import type { QueueRow } from '../../../adapters/queue-rows.ts';
import { queueTable } from '../../../adapters/queue-table.ts';
import { tableClients } from '../../../adapters/table-clients.ts';
import type { QueueSpot } from '../../../calls/queue/spot.ts';
import { isAvailableAgain } from './agents.ts';
import { called } from './called.ts';
import type { Line } from './line.ts';
import { ANN, announced, BOB, nothingIsLeft, recordOf, takes, type Waiter } from './queue-line.ts';

/** The callers who wait, by the last two digits of their numbers. */
export const TWENTY = Array.from({ length: 20 }, (_, index) => 71 + index);

/** Three of them are urgent, three need somebody who knows about bills. */
export function keyOf(number: number): '1' | '2' | '3' {
  if (number % 7 === 3) return '3';
  return number % 6 === 0 ? '2' : '1';
}

/** Where everybody stands in line, and since when: the first of all first. */
export async function places({ tables }: Pick<Line, 'tables'>): Promise<Omit<QueueRow, 'etag'>[]> {
  const rows = await queueTable(tableClients({ connectionString: tables }).Queue).waiting();
  return rows.map(({ etag: _, ...row }) => row).toSorted((one, other) => order(one, other));
}

function order(one: { spot: QueueSpot }, other: { spot: QueueSpot }): number {
  const { priority, arrival } = one.spot;
  return priority - other.spot.priority || (arrival < other.spot.arrival ? -1 : 1);
}

/** Whom an agent is to be offered next: Ann knows about bills, Bob does not. The last two digits of their number. */
export async function nextFor(line: Line, agent: string): Promise<string | undefined> {
  const waiting = await places(line);
  const next = waiting.find(({ spot }) => agent === ANN || spot.skill === undefined);
  return next?.caller.slice(-2);
}

/** What each caller was told last is where they are. */
export async function toldTheTruth(
  line: Line,
  callers: ReadonlyMap<string, Waiter>,
): Promise<void> {
  const waiting = await places(line);
  for (const { caller, spot } of waiting) {
    const ofLine = waiting.filter((other) => other.spot.skill === spot.skill);
    const position = 1 + ofLine.findIndex((other) => other.caller === caller);
    const waiter = callers.get(caller.slice(-2));
    const told = waiter && (await announced(waiter));
    expect(told?.at(-1), caller).toContain(`number ${position},`);
  }
}

/** Both agents talk: now one, now the other is done, and takes whoever is next, until nobody is left. Whom they took. */
export async function serveAll(line: Line): Promise<string[]> {
  const served: string[] = [];
  for (let turn = 0; (await places(line)).length > 0; turn += 1) {
    const [agent, id] = turn % 2 === 0 ? [ANN, 'ann'] : [BOB, 'bob'];
    const next = await nextFor(line, agent);
    if (next === undefined) continue;
    await called(line, agent).hangsUp();
    await line.passes(1_000);
    await isAvailableAgain(line, id);
    expect(await takes(line, agent)).toBe(next);
    served.push(next);
  }
  for (const agent of [ANN, BOB]) await called(line, agent).hangsUp();
  return served;
}

/** Every caller talked to one agent, their call has one outcome, and nothing is left behind. */
export async function allIsDone(line: Line, numbers: readonly number[]): Promise<void> {
  await nothingIsLeft(line);
  expect(await line.calls()).toHaveLength(numbers.length);
  for (const number of numbers) {
    const { call, offers, timeline } = await recordOf(line, number);
    expect(call, `${number}`).toMatchObject({
      state: 'ended',
      outcome: 'answered-by-agent',
      queueExit: 'accepted',
    });
    expect(offers.filter(({ result }) => result === 'accepted')).toHaveLength(1);
    expect(timeline.filter(({ type }) => type === 'outcome')).toHaveLength(1);
  }
}
