import * as z from 'zod';
import { eachOf } from '../adapters/at-once.ts';
import { outcome, quietUntilOf } from '../adapters/call-entities.ts';
import type { CallLookup } from '../calls/ports.ts';
import type { CallRow, Rows } from '../calls/rows.ts';
import type { CallInstances, Instance } from './call-instances.ts';
import type { Deps } from './deps.ts';

const DAY = 86_400_000;
/** Origin of the watchdog's own hang-up: no call gets this far by itself. */
const LAST_TURN = 9_999;

/** What the orchestration of a call returns when it is over (`calls/ended.ts`). */
const ended = z.object({ outcome, endedAt: z.string() });

/**
 * Looks for calls of today and yesterday that have been silent for too long: their events are lost, or nobody is there to
 * take them. ACS is asked how each stands and who is in it; when it cannot be asked, the next run tries again.
 */
export async function watchdog(deps: Deps, instances: CallInstances): Promise<void> {
  const failed: unknown[] = [];
  await eachOf(await silentCalls(deps), (call) =>
    check(deps, instances, call).catch((error) => void failed.push(error)),
  );
  if (failed.length > 0) throw failed[0];
}

/** None while the tables are away: the next run is due soon. */
async function silentCalls({ makeTables, store, log, now }: Deps): Promise<CallRow[]> {
  const before = new Date(now()).toISOString();
  const yesterday = new Date(now() - DAY).toISOString();
  try {
    await makeTables(); // they may have been away when the line started
    const found = [before, yesterday].map((time) => store.silent(time.slice(0, 10), before));
    return (await Promise.all(found)).flat();
  } catch {
    log('error', 'tables-unreachable', { reason: 'silent calls cannot be looked for' });
    return [];
  }
}

async function check(deps: Deps, instances: CallInstances, call: CallRow): Promise<void> {
  const { telephony, log, now } = deps;
  const { callId, callConnectionId } = call;
  const found: CallLookup = callConnectionId
    ? await telephony.lookUp(callConnectionId)
    : { is: 'gone' };
  log(isLongTalk(call, found) ? 'info' : 'warn', 'silent-call', { callId, state: found.is });
  if (found.is === 'unknown') return;

  const instance = await instances.look(callId);
  if (instance.is === 'running') {
    // the same silence gives the same id: the call takes it once
    const id = `silent-${quietUntilOf(call)}`;
    await instances.raise(callId, {
      type: 'CallSilent',
      id,
      at: new Date(now()).toISOString(),
      state: found.is,
      ...(found.is === 'connected' ? { roster: found.roster } : {}),
      ...(callConnectionId ? {} : { isUnasked: true }),
    });
    return;
  }
  if (found.is === 'connected') await hangUp(deps, call);
  await close(deps, call, instance);
}

/** People who talk to each other are silent to us: that is no reason to worry. */
function isLongTalk({ state }: CallRow, { is }: CallLookup): boolean {
  return state === 'with-agent' && is === 'connected';
}

/** Nobody steers this call any more: it must not stay open with a caller in it. */
async function hangUp({ telephony, now }: Deps, call: CallRow): Promise<void> {
  const { callId, callConnectionId } = call;
  const operationContext = `${LAST_TURN}.0`;
  await telephony.hangUp(
    { type: 'hangUp', operationContext },
    { callId, callConnectionId, turn: LAST_TURN, index: 0, at: new Date(now()).toISOString() },
  );
}

/** The outcome that the orchestration returned but could not write, else `lost`. */
async function close({ store, log, now }: Deps, call: CallRow, instance: Instance): Promise<void> {
  const { callId } = call;
  const told = ended.safeParse(instance.is === 'over' ? instance.output : undefined);
  const at = new Date(now()).toISOString();
  const result = told.data ?? { outcome: 'lost' as const, endedAt: at };
  const rows: Rows = {
    call: { ...call, ...result, state: 'ended' },
    byCaller: true,
    digits: [],
    tones: [],
    timeline: [
      {
        turn: LAST_TURN,
        index: 0,
        at,
        kind: 'decision',
        type: 'outcome',
        words: `closed by the watchdog: ${result.outcome}`,
      },
    ],
  };
  const unwritten = await store.write(callId, rows);
  if (unwritten) log('error', 'outcome-not-written', { callId, outcome: result.outcome });
  else log('warn', 'closed', ending(call, result));
}

/** The end of a call as a line of log; its orchestration had none. */
function ending(
  { callId, direction, startedAt }: CallRow,
  { outcome, endedAt }: { outcome: string; endedAt: string },
) {
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
  return { callId, outcome, direction, seconds };
}
