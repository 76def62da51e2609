import type { WaitingCallback } from '../../../adapters/callback-rows.ts';
import { callbackTable } from '../../../adapters/callback-table.ts';
import { audioBeside } from '../../../adapters/flow-audio.ts';
import { parseFlow } from '../../../adapters/flow-file.ts';
import { queueTable } from '../../../adapters/queue-table.ts';
import { tableClients } from '../../../adapters/table-clients.ts';
import type { Flow } from '../../../calls/flow.ts';
import { tablesConnectionString } from '../../support/tables.ts';
import { areAway } from './agents.ts';
import type { Line, LineOptions } from './line.ts';
import { ANN, joins, picksUp, QUEUE_LINE, queueText, takes, type Waiter } from './queue-line.ts';

const SOUNDS = await audioBeside('flows/main.yaml');

/** The line on which callers wait, from which 1 leads to a callback, with its properties; `queue`: more of the queue. */
export function callbackText(callback = '{}', queue = ''): string {
  return queueText(`, callback: ${callback}${queue}`).replace(
    'minutes.',
    'minutes. To be called back, press {key}.',
  );
}

/** The same, read. */
export function callbackFlow(callback?: string, queue?: string): Flow {
  const parsed = parseFlow(callbackText(callback, queue), 'callbacks.yaml', SOUNDS);
  if (!parsed.ok) throw new Error(parsed.report);
  return parsed.flow;
}

export const CALLBACK_LINE: LineOptions = { ...QUEUE_LINE, flow: callbackFlow() };

/** Ann talks to the caller 70, and Bob is away: whoever comes now waits. */
export async function everybodyIsBusy(line: Line): Promise<void> {
  await picksUp(line, ANN);
  await areAway(line, 'bob');
  await joins(line, 70);
  await takes(line, ANN);
}

/** A caller gets in line, is told the key and presses it: they are asked where to call them. */
export async function stepsOut(line: Line, number: number, key: '1' | '2' = '1'): Promise<Waiter> {
  const caller = await joins(line, number, key);
  await caller.hears('To be called back, press 1.');
  await caller.presses('1');
  await caller.hears('We can call you back on');
  return caller;
}

/** A caller in line asks to be called back on their own number, and hangs up content. */
export async function leavesForCallback(
  line: Line,
  number: number,
  key: '1' | '2' = '1',
): Promise<Waiter> {
  const caller = await stepsOut(line, number, key);
  await caller.presses('1');
  await caller.hears('We will call you back. You keep your place');
  await caller.isHungUpOn();
  await line.passes(1_000);
  return caller;
}

/** All callbacks that wait. */
export function callbacks(): Promise<WaitingCallback[]> {
  const { Callbacks } = tableClients({ connectionString: tablesConnectionString() });
  return callbackTable(Callbacks).waiting();
}

/** The rows in line of callbacks, in its order: the last two digits of their numbers. */
export async function callbacksInLine(): Promise<string[]> {
  const { Queue } = tableClients({ connectionString: tablesConnectionString() });
  const rows = await queueTable(Queue, Date.now).waiting();
  return rows.filter(({ isCallback }) => isCallback).map(({ caller }) => caller.slice(-2));
}
