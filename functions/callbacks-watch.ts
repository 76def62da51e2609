import type { DurableClient } from 'durable-functions';
import * as z from 'zod';
import type { WaitingCallback } from '../adapters/callback-rows.ts';
import type { CallInstances } from './call-instances.ts';
import { type CallbackTries, callbackTries } from './callback-tries.ts';
import type { Deps } from './deps.ts';
import { matchQueues } from './queue-matching.ts';

/** Outcomes of a call that was to call somebody back and did not reach them. */
const UNREACHED = ['no-answer', 'busy', 'declined'];

const ended = z.object({ outcome: z.string() });

/**
 * Brings callbacks into line whose next try is due, or that a worker that died left out of it, and ends those whose call is over
 * without a word: they count as called, as nobody is called twice. Throws when the tables are away.
 */
export async function watchCallbacks(
  deps: Deps,
  instances: CallInstances,
  client: DurableClient,
): Promise<void> {
  const { callbackTable, now } = deps;
  const waiting = await callbackTable.waiting();
  const tries = callbackTries(deps, client);
  for (const callback of waiting) {
    const { state, nextAt = '' } = callback;
    if (state === 'dialling') await closeUntold(tries, instances, callback);
    if (state === 'later' && Date.parse(nextAt) <= now()) await comeBack(deps, callback);
  }
  await enterMissing(
    deps,
    waiting.filter(({ state }) => state === 'in-line'),
  );
}

/** The same when a try is due; then whoever is available is offered callers. Never throws: what an outage keeps from being done, the watchdog does. */
export async function returnCallbacks(
  deps: Deps,
  instances: CallInstances,
  client: DurableClient,
): Promise<void> {
  try {
    await watchCallbacks(deps, instances, client);
  } catch {
    deps.log('error', 'tables-unreachable', { reason: 'callbacks cannot be looked after' });
  }
  await matchQueues(deps, instances);
}

async function closeUntold(
  tries: CallbackTries,
  instances: CallInstances,
  callback: WaitingCallback,
): Promise<void> {
  const instance = await instances.look(callback.by ?? '');
  if (instance.is === 'running') return;
  const told = ended.safeParse(instance.is === 'over' ? instance.output : undefined);
  const isUnreached = told.success && UNREACHED.includes(told.data.outcome);
  const isReached = told.success && told.data.outcome === 'answered-by-agent';
  await (isUnreached
    ? tries.again(callback)
    : tries.finish(callback, isReached ? 'reached' : 'failed'));
}

async function comeBack({ callbackTable, queue }: Deps, callback: WaitingCallback): Promise<void> {
  const { callId, number, request } = callback;
  if (!(await callbackTable.change(callback, { state: 'in-line', nextAt: undefined }))) return;
  await queue.enter(callId, { spot: request.spot, caller: number });
}

/** Rows of callbacks that a worker did not get to insert. */
async function enterMissing({ queue }: Deps, inLine: WaitingCallback[]): Promise<void> {
  if (inLine.length === 0) return;
  const present = new Set((await queue.waiting()).map(({ callId }) => callId));
  for (const { callId, number, request } of inLine)
    if (!present.has(callId)) await queue.enter(callId, { spot: request.spot, caller: number });
}
