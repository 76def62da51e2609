import type { Callbacks, Queues } from '../calls/ports.ts';
import type { Deps } from './deps.ts';

/** Callers who are to be called back, behind the tables. */
export function callCallbacks(
  { callbackTable, queue, log }: Pick<Deps, 'callbackTable' | 'queue' | 'log'>,
  queues: Pick<Queues, 'match'>,
): Callbacks {
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
    async withdraw(callId, to) {
      try {
        const waits = await callbackTable.find(to);
        if (waits?.callId !== callId || waits.state !== 'in-line') return;
        if (await callbackTable.remove(waits)) await queue.leave(callId, waits.request.spot);
      } catch {
        log('warn', 'tables-unreachable', { callId, reason: 'a callback cannot be withdrawn' });
      }
    },
  };
}
