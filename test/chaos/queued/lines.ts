import type { TakeCallback } from '../../../calls/callback/commands.ts';
import type { QueueCommand } from '../../../calls/queue/commands.ts';
import { type CallerInLine, matches } from '../../../calls/queue/matching.ts';
import type { QueueSpot } from '../../../calls/queue/spot.ts';
import type { Unplaced } from '../../../calls/settling.ts';
import type { Random } from '../../../emulator/random.ts';
import { type LineCommand, RANG_AT, type StaffedCall } from '../staffed/world.ts';
import type { Timeline } from '../timeline.ts';
import type { Duty, DutyAgent } from './duty.ts';
import type { Ledger } from './ledger.ts';

/** A row of somebody in line. */
interface Row extends CallerInLine {
  passed: Record<string, string>;
  /** Nobody waits on the phone: the caller is to be called back, on this number. */
  isCallback?: true;
}

/** The table of callers in line, in memory, and who is matched (decision 0010); its conditions are shown against Azurite. */
export interface QueuedLines {
  rows(): readonly Pick<Row, 'callId'>[];
  take(call: StaffedCall, command: LineCommand): Unplaced | undefined;
  /** Offers callers to agents who are available. */
  match(): void;
  /** What the watchdog does for calls that were given an agent, and did not hear of it. */
  tellAgain(): void;
}

/** Milliseconds after which a call that was given an agent should have done something about it. */
const TAKEN_UP = 5_000;
/** What the id of the call that calls back ends with, after that of the one that asked for it. */
export const BY = '-back';
/** Seconds that a talk takes, as callers are told. */
const TALK_SECONDS = 50;

export function queuedLines(world: {
  time: Timeline;
  random: Random;
  duty: Duty;
  calls: ReadonlyMap<string, StaffedCall>;
  ledger: Ledger;
}): QueuedLines {
  const { time, random, duty, calls, ledger } = world;
  const rows = new Map<string, Row>();
  const now = () => RANG_AT + time.now();

  function join(
    call: StaffedCall,
    { spot, caller, most }: Extract<QueueCommand, { type: 'joinQueue' }>,
  ): Unplaced {
    const onDuty = duty.agents.some(
      ({ state, skills }) => state !== 'away' && (!spot.skill || skills.includes(spot.skill)),
    );
    const line = [...rows.values()].filter((row) => partition(row.spot) === partition(spot));
    const key = keyOf(call.callId, spot);
    const why = !onDuty
      ? 'nobody-on-duty'
      : !rows.has(key) && line.length >= most
        ? 'full'
        : undefined;
    if (why) return { type: 'NotQueued', why };
    if (!rows.has(key)) rows.set(key, { callId: call.callId, caller, spot, passed: {} });
    const place = placeOf(call.callId, spot);
    match();
    return { type: 'Queued', ...place };
  }

  function placeOf(callId: string, spot: QueueSpot) {
    const own = keyOf(callId, spot);
    const line = partition(spot);
    let position = 1;
    for (const [key, row] of rows) if (partition(row.spot) === line && key < own) position += 1;
    return { position, waitSeconds: position * TALK_SECONDS };
  }

  function match(): void {
    const found = matches(duty.agents, [...rows.values()], now());
    for (const { agent, caller } of found) {
      ledger.offers(agent, caller.callId);
      const offer = `offer:q${now()}-${agent.id}`;
      if (caller.isCallback) {
        callBack(agent, caller, offer);
        continue;
      }
      duty.assign(agent, caller.callId, offer);
      tell(agent, caller.spot);
    }
    ledger.settled(duty.agents);
  }

  /** The call that calls back is not played here (test/journeys/callback.test.ts): it has the agent for a while, and reaches the caller or does not. */
  function callBack(agent: DutyAgent, row: Row, offer: string): void {
    const by = `${row.callId}${BY}`;
    row.by = by;
    duty.assign(agent, by, offer);
    const isTaken = random.next() < 0.8;
    time.after(random.integer(2_000, 40_000), () => {
      const key = keyOf(row.callId, row.spot);
      if (isTaken) {
        rows.delete(key);
        ledger.calledBack(row.callId);
      } else row.passed = { ...row.passed, [agent.id]: new Date(now()).toISOString() };
      duty.release(by, { agent: agent.id, offer, to: isTaken ? 'wrap-up' : 'available' });
    });
  }

  function takeCallback(call: StaffedCall, { request }: TakeCallback): Unplaced {
    const { to, spot } = request;
    const number = to.startsWith('+') ? to : `+1${to}`;
    const waits = [...rows.values()].find((row) => row.isCallback && row.caller === number);
    ledger.toBeCalled(call, number, waits === undefined);
    if (waits) return { type: 'CallbackTaken', wasWaiting: true };
    const row: Row = { callId: call.callId, caller: number, spot, passed: {}, isCallback: true };
    rows.set(keyOf(call.callId, spot), row);
    match();
    return { type: 'CallbackTaken', wasWaiting: false };
  }

  function tell(agent: DutyAgent, spot: QueueSpot | undefined): void {
    const { id, name, participant, callId = '', offer = '' } = agent;
    const event = { type: 'AgentAssigned', offer, agent: id, name, participant } as const;
    calls.get(callId)?.emit({ ...event, ...(spot ? { spot } : {}) });
  }

  return {
    rows: () => [...rows.values()],
    match,
    tellAgain() {
      for (const agent of duty.agents) {
        const isOld = now() - Date.parse(agent.stateSince) > TAKEN_UP;
        if (agent.state !== 'offered' || !isOld) continue;
        const row = [...rows.values()].find(
          ({ callId, spot }) => callId === agent.callId && spot.arrival <= agent.stateSince,
        );
        tell(agent, row?.spot);
      }
    },
    take(call, command) {
      const { callId } = call;
      if (command.type === 'takeCallback') return takeCallback(call, command);
      if (command.type === 'withdrawCallback') return undefined; // no activity dies here
      const key = keyOf(callId, command.spot);
      switch (command.type) {
        case 'joinQueue':
          return join(call, command);
        case 'lookUpPlace':
          return rows.has(key)
            ? { type: 'QueuePlaced', place: placeOf(callId, command.spot) }
            : { type: 'QueuePlaced' };
        case 'passOn': {
          const row = rows.get(key);
          if (row) row.passed = { ...row.passed, [command.agent]: new Date(now()).toISOString() };
          return undefined;
        }
        case 'leaveQueue':
          rows.delete(key);
          return undefined;
      }
    },
  };
}

function partition({ queue, skill = '*' }: QueueSpot): string {
  return `${queue}:${skill}`;
}

/** Reading the rows of a line in the order of their keys is reading the line from its beginning. */
function keyOf(callId: string, spot: QueueSpot): string {
  const { priority, arrival } = spot;
  return `${partition(spot)} ${String(priority).padStart(3, '0')}:${arrival}:${callId}`;
}
