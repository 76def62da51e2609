import type { DurableClient } from 'durable-functions';
import type { CallbackOutcome, WaitingCallback } from '../adapters/callback-rows.ts';
import type { CallbackAgain } from '../orchestrations/callback-again.ts';
import { CALLBACK_AGAIN } from '../orchestrations/names.ts';
import type { Deps } from './deps.ts';

/** What comes after a try to call somebody back. Both throw when the tables are away. */
export interface CallbackTries {
  /** The callback is over, and how is kept. */
  finish(callback: WaitingCallback, outcome: CallbackOutcome): Promise<void>;
  /** Nobody answered there: the next try is due after `CALLBACK_MINUTES`, or there is none. */
  again(callback: WaitingCallback): Promise<void>;
}

/** The tries behind the table, and Durable's client for the time between them. */
export function callbackTries(
  { callbackTable, config, log, now }: Deps,
  client: DurableClient,
): CallbackTries {
  const finish: CallbackTries['finish'] = async (callback, outcome) => {
    const { callId, tries } = callback;
    await callbackTable.finish(callback, outcome, new Date(now()).toISOString());
    log('info', 'called-back', { callId, outcome, tries });
  };
  return {
    finish,
    async again(callback) {
      const { callId, tries } = callback;
      if (tries >= config.callbackTries) {
        await finish(callback, 'not-reached');
        return;
      }
      const due = now() + config.callbackMinutes * 60_000;
      const later = { state: 'later', nextAt: new Date(due).toISOString() } as const;
      if (!(await callbackTable.change(callback, later))) return; // somebody else has done it
      const input: CallbackAgain = { due };
      // where it cannot be had, the watchdog looks soon after
      await client
        .startNew(CALLBACK_AGAIN, { instanceId: againInstance(callId, tries), input })
        .catch(() => {});
    },
  };
}

/** The orchestration that waits for the try behind the `tries`-th. */
export function againInstance(callId: string, tries: number): string {
  return `${callId}-c${tries}`;
}
