import type { DurableClient } from 'durable-functions';
import type { Callbacks, Queues } from '../calls/ports.ts';
import { callbackTries } from './callback-tries.ts';
import type { Deps } from './deps.ts';

/** Callers who are to be called back, behind the tables and Durable's client (decision 0014). */
export function callCallbacks(
  deps: Deps,
  queues: Pick<Queues, 'match'>,
  client: DurableClient,
): Callbacks {
  const { callbackTable, queue, log, now } = deps;
  const tries = callbackTries(deps, client);
  /** What an outage keeps from being done, the watchdog does. */
  const orLater = async (callId: string, reason: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch {
      log('warn', 'tables-unreachable', { callId, reason });
    }
  };
  return {
    async take(callId, request) {
      const waits = await callbackTable.add(callId, request);
      if (waits.callId !== callId) return 'waiting';
      if (waits.state === 'in-line') {
        const { spot, to: caller } = waits.request; // as it was asked for first
        await queue.enter(callId, { spot, caller });
        await queues.match();
      }
      return 'taken';
    },
    withdraw: (callId, to) =>
      orLater(callId, 'a callback cannot be withdrawn', async () => {
        const waits = await callbackTable.find(to);
        if (waits?.callId !== callId || waits.state !== 'in-line') return;
        if (await callbackTable.remove(waits)) await queue.leave(callId, waits.request.spot);
      }),
    async dial(callId, { callId: askedBy, to }) {
      for (;;) {
        const waits = await callbackTable.find(to);
        if (waits?.callId !== askedBy) return false;
        const { state, by } = waits;
        if (state !== 'in-line') return state === 'dialling' && by === callId;
        const dialling = { state: 'dialling', by: callId, tries: waits.tries + 1 } as const;
        if (!(await callbackTable.change(waits, dialling))) continue;
        await queue.leave(askedBy, waits.request.spot);
      }
    },
    reached: (callId, to) =>
      orLater(callId, 'that a caller was reached cannot be kept', async () => {
        const waits = await callbackTable.find(to);
        if (waits?.by === callId) await tries.finish(waits, 'reached');
      }),
    over: (callId, { callId: askedBy, to, agent, isReached }) =>
      orLater(callId, 'what came of a callback cannot be kept', async () => {
        const waits = await callbackTable.find(to);
        if (waits?.callId !== askedBy) return;
        const { state, by, request } = waits;
        if (state === 'in-line')
          await queue.passOn(askedBy, request.spot, agent, new Date(now()).toISOString());
        if (state !== 'dialling' || by !== callId) return;
        await (isReached ? tries.finish(waits, 'reached') : tries.again(waits));
      }),
  };
}
