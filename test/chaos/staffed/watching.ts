import { secondsOf } from '../../../calls/iso-time.ts';
import type { Timeline } from '../timeline.ts';
import { RANG_AT, type StaffedCall } from './world.ts';

/** So often in a row is a caller seen on hold before that is too long. */
const TOO_LONG = 3;

/** What looks after a call at each run of the watchdog, and at whether its caller is on hold without the call knowing. */
export function callWatch(time: Timeline): (call: StaffedCall) => void {
  const held = new Map<StaffedCall, number>();
  return (call) => {
    if (call.state().phase === 'ended') return;
    watchdog(call, time.now());
    const times = isHeldInVain(call) ? (held.get(call) ?? 0) + 1 : 0;
    held.set(call, times);
    if (times >= TOO_LONG) call.heldTooLong = true;
  };
}

/** The caller is on hold, and the call does not know. */
function isHeldInVain({ acs, state }: StaffedCall): boolean {
  const { call, hold } = state();
  const caller = acs.roster().find(({ rawId }) => rawId === `4:${call.from}`);
  return caller?.isOnHold === true && hold === undefined;
}

/** The watchdog reads the row of the tables, and asks ACS. */
function watchdog(call: StaffedCall, now: number): void {
  const { lastEventAt, quietSeconds } = call.row();
  const quietUntil = secondsOf(lastEventAt) + quietSeconds;
  if (quietUntil * 1000 >= RANG_AT + now) return;
  const id = `silent-${quietUntil}`;
  const told = call.acs.isUp()
    ? { state: 'connected', roster: call.acs.roster() }
    : { state: 'gone' };
  call.receive({ type: 'CallSilent', id, ...told } as never);
}
