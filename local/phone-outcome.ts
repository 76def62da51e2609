import { setTimeout as sleep } from 'node:timers/promises';
import type { LineApi, ListedCall } from './line-api.ts';
import type { PhoneView } from './phone-door.ts';

/** Ends of a call in which the line did what it is for, or the caller did not want more of it. */
const NORMAL = new Set([
  'completed',
  'abandoned',
  'no-input',
  'no-match',
  'answered-by-agent',
  'transferred',
]);

/** How long the line may take to write down how a call ended. */
const PATIENCE_MS = 2000;

/** What the line kept of the call from `from` that began at `began` (ms since 1970); nothing when it was not ours. */
export async function keptCall(
  api: LineApi,
  from: string,
  began: number,
): Promise<ListedCall | undefined> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const reply = await api.calls({ from, limit: 1 });
    if (!reply.ok) return undefined;
    const [latest] = reply.value.calls;
    // A ring is noted to the second.
    const isThis = latest && Date.parse(latest.startedAt) >= began - 1000;
    if (isThis && latest.outcome !== undefined) return latest;
    await sleep(100);
  }
  return undefined;
}

/** Whether a call ended normally: by what the line says of it, else by the code the service gave an answered call. */
export function endedNormally(phone: PhoneView, outcome: string | undefined): boolean {
  if (outcome !== undefined) return NORMAL.has(outcome);
  return phone.callConnectionId !== undefined && endedWell(phone);
}

/** Whether nothing went wrong with a phone's call, by the code that the service gave it. */
export function endedWell({ code = 200 }: PhoneView): boolean {
  return code < 300;
}
