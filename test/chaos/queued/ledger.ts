import type { Command } from '../../../calls/commands.ts';
import type { JoinQueue } from '../../../calls/queue/commands.ts';
import type { QueueSpot } from '../../../calls/queue/spot.ts';
import { RANG_AT, type StaffedCall } from '../staffed/world.ts';
import type { Timeline } from '../timeline.ts';
import type { DutyAgent } from './duty.ts';
import { type QueuedLine, queuedStep } from './line-flow.ts';
import { BY } from './lines.ts';
import { isBefore, type Wait, whyNotOver } from './wait.ts';

/**
 * What an onlooker writes down who sees the phones, the agents and the clock, and knows what was promised (docs/queues.md): who is in
 * which line, whom each agent may be offered, and what callers are told. Nothing of it is asked of the code that decides. Each method
 * throws what is wrong.
 */
export interface Ledger {
  /** A caller rings; what they do first is this step of the flow. */
  rings(call: StaffedCall, step: string): void;
  /** Sees what a call is about to do. */
  sees(call: StaffedCall, command: Command): void;
  /** Sees that a call is over. */
  ends(call: StaffedCall): void;
  /** An agent is about to be offered a caller. */
  offers(agent: DutyAgent, callId: string): void;
  /** Nobody more is matched at this moment. */
  settled(agents: readonly DutyAgent[]): void;
  letGo(agent: DutyAgent, callId: string): void;
  /** The watchdog is about to free an agent whose call is over. */
  freed(agent: DutyAgent, callId: string): void;
  /** An agent's phone rings. */
  phoneRings(call: StaffedCall, participant: string): void;
  /** An agent picks up. */
  picksUp(call: StaffedCall, participant: string): void;
  /** A caller is to be called back on this number; `isNew`: by a row that has their place. */
  toBeCalled(call: StaffedCall, number: string, isNew: boolean): void;
  /** A caller was called back, by the call that asked for it. */
  calledBack(callId: string): void;
  waits(): readonly Wait[];
  /** Places that callers were told. */
  told(): number;
}

/** Milliseconds for which an agent is not offered a caller again whom they did not take. */
const PASSED_MS = 60_000;

/** Milliseconds after which a call has done something with the agent whom it was given: the watchdog has told it often. */
const UNTOLD_MS = 120_000;

/** Milliseconds that somebody waits at least who is back in line. */
const LEAST_REST_MS = 30_000;

/** More than any line has room for. */
const MANY = 1_000;

class WentWrong extends Error {}

function wrong(call: StaffedCall | undefined, what: string): never {
  throw new WentWrong(`${call?.callId ?? 'a call'}: ${what}`);
}

/** Whether a row has somebody's place. */
function isPlaceOf({ line, priority, cameAt }: Wait, spot: QueueSpot): boolean {
  const { queue, skill = '*', arrival } = spot;
  const since = Date.parse(arrival) - RANG_AT;
  return line === `${queue}:${skill}` && priority === spot.priority && cameAt === since;
}

export function ledger(
  flow: QueuedLine,
  time: Timeline,
  agents: () => readonly DutyAgent[],
): Ledger {
  const waits: Wait[] = [];
  const open = new Map<string, Wait>();
  const calls = new Map<string, { nextStep: string; read: number }>();
  /** Who is offered each caller, or talks to them, by the caller's call. */
  const offered = new Map<string, { agent: string; at: number }>();
  let told = 0;
  const agentOf = (callId: string) => offered.get(callId)?.agent;
  const lastWait = (callId: string) => waits.findLast(({ call }) => call.callId === callId);

  function joins(call: StaffedCall, { spot, most }: JoinQueue): void {
    const known = calls.get(call.callId);
    if (!known) wrong(call, 'is in line, and never rang');
    if (open.has(call.callId)) return; // once more, as it is not known whether they are in line
    const last = lastWait(call.callId);
    if (last?.hasSteppedOut && !last.exit) {
      isBack(last, spot, most);
      return;
    }
    const { queue, skill, otherwise } = queuedStep(flow, known.nextStep);
    const line = `${queue.name}:${skill ?? '*'}`;
    const limits = flow.queues[queue.name];
    const cameAt = time.now();
    const arrival = new Date(RANG_AT + cameAt).toISOString();
    const due = JSON.stringify({ queue: queue.name, skill, priority: queue.priority, arrival });
    const given = JSON.stringify({
      queue: spot.queue,
      skill: spot.skill,
      priority: spot.priority,
      arrival: spot.arrival,
    });
    if (given !== due) wrong(call, `joins as ${given}, not ${due}`);
    if (most !== limits?.most) wrong(call, `joins a line of ${most} at most`);
    const isOnDuty = isAttended(skill);
    const others = [...open.values()].filter((one) => one.line === line).length;
    const refusal = isOnDuty ? (others >= most ? 'full' : undefined) : 'nobody-on-duty';
    const wait: Wait = {
      call,
      line,
      skill,
      priority: queue.priority,
      cameAt,
      longestMs: limits.longestSeconds * 1_000,
      refusal,
      passed: new Map(),
      offers: 0,
      told: 0,
    };
    waits.push(wait);
    if (flow.steps[otherwise]?.kind === 'escalate') known.nextStep = otherwise;
    if (!refusal) open.set(call.callId, wait);
  }

  function isAttended(skill: string | undefined): boolean {
    return agents().some(
      ({ state, skills }) => state !== 'away' && (!skill || skills.includes(skill)),
    );
  }

  /** Who had stepped out has the place that was theirs, however many wait. */
  function isBack(wait: Wait, spot: QueueSpot, most: number): void {
    if (!isPlaceOf(wait, spot)) wrong(wait.call, `is back as ${JSON.stringify(spot)}`);
    if (most < MANY) wrong(wait.call, `is back in a line of ${most} at most`);
    wait.hasSteppedOut = undefined;
    wait.backAt = time.now();
    if (isAttended(wait.skill)) open.set(wait.call.callId, wait);
    else wait.refusal = 'nobody-on-duty';
  }

  function mayServe(agent: DutyAgent, { call, skill, passed, toBeCalled }: Wait): boolean {
    const passedAt = passed.get(agent.id);
    const isRested = passedAt === undefined || time.now() - passedAt >= PASSED_MS;
    const hasSkill = skill === undefined || agent.skills.includes(skill);
    return isRested && hasSkill && agent.participant !== (toBeCalled ?? call.state().call.from);
  }

  function isToldPlace(call: StaffedCall, text: string): void {
    const [, position] = /^Number (\d+),/.exec(text) ?? [];
    if (position === undefined) return;
    const own = open.get(call.callId);
    if (!own) wrong(call, `is told "${text}" and is in no line`);
    const before = [...open.values()].filter((one) => one.line === own.line && isBefore(one, own));
    if (Number(position) !== before.length + 1)
      wrong(
        call,
        `is told "${text}", behind ${before.map((one) => one.call.callId).join(', ') || 'nobody'}`,
      );
    own.told += 1;
    told += 1;
  }

  /** A caller is in line no longer, unless they are to be called back. */
  function leaves(callId: string): void {
    if (!open.get(callId)?.toBeCalled) open.delete(callId);
  }

  /** Reads on in the timeline of a call: how its wait ended, if it did. */
  function readExits(call: StaffedCall): void {
    const known = calls.get(call.callId);
    if (!known) return;
    for (; known.read < call.timeline.length; known.read += 1) {
      const row = call.timeline[known.read];
      if (row?.type !== 'queue-exit') continue;
      const wait = lastWait(call.callId);
      if (!wait) wrong(call, `leaves a queue that it never joined: ${row.words}`);
      const why = whyNotOver(wait, `${row.data?.exit}`, time.now(), offered.has(call.callId));
      if (why) wrong(call, why);
      wait.exit = `${row.data?.exit}`;
      leaves(call.callId);
    }
  }

  return {
    waits: () => waits,
    told: () => told,
    rings: (call, step) => void calls.set(call.callId, { nextStep: step, read: 0 }),
    sees(call, command) {
      readExits(call);
      if (command.type === 'joinQueue') joins(call, command);
      if (command.type === 'play') isToldPlace(call, command.prompt.text);
      const waiting = open.get(call.callId);
      if (waiting && command.type === 'inviteAgent') waiting.invited = command.claimed?.id;
      // nobody waits on in a call that we end
      if (command.type === 'hangUp') leaves(call.callId);
      if (command.type === 'leaveQueue' && waiting && isPlaceOf(waiting, command.spot)) {
        waiting.hasSteppedOut = true;
        waiting.passed.clear(); // that was kept with the row
        leaves(call.callId);
      }
      if (command.type === 'agentTalks') {
        const wait = lastWait(call.callId);
        if (agentOf(call.callId) !== command.agent || wait?.pickedUp !== command.agent)
          wrong(call, `${command.agent} talks, who was not offered it, or never picked up`);
        if (open.has(call.callId)) wrong(call, 'talks to an agent and is still in line');
      }
    },
    ends(call) {
      readExits(call);
      leaves(call.callId);
    },
    toBeCalled(call, number, isNew) {
      const wait = lastWait(call.callId);
      if (!wait?.hasSteppedOut || wait.exit) wrong(call, 'is to be called back, and is in line');
      const isKnown = [...open.values()].some((one) => one.toBeCalled === number);
      if (isKnown === isNew) wrong(call, `is to be called back on ${number}, as a second one`);
      wait.toBeCalled = number;
      if (isNew) open.set(call.callId, wait);
    },
    calledBack: (callId) => void open.delete(callId),
    offers(agent, callId) {
      const wait = open.get(callId);
      if (!wait) throw new WentWrong(`${callId}: is offered to ${agent.id}, and is in no line`);
      if (agent.state !== 'available')
        wrong(wait.call, `is offered to ${agent.id}, who is ${agent.state}`);
      const other = agentOf(callId);
      if (other) wrong(wait.call, `is offered to ${agent.id} while ${other} has them`);
      if (!mayServe(agent, wait)) wrong(wait.call, `is offered to ${agent.id}, who may not`);
      for (const one of open.values()) {
        if (!offered.has(one.call.callId) && isBefore(one, wait) && mayServe(agent, one))
          wrong(wait.call, `is offered to ${agent.id} before ${one.call.callId}`);
      }
      const longer = agents().find(
        (one) =>
          one.state === 'available' && one.stateSince < agent.stateSince && mayServe(one, wait),
      );
      if (longer)
        wrong(wait.call, `is offered to ${agent.id}, not to ${longer.id}, who is free for longer`);
      offered.set(callId, { agent: agent.id, at: time.now() });
      wait.offers += 1;
      wait.pickedUp = undefined;
    },
    settled(all) {
      for (const [callId, { agent, at }] of offered) {
        const wait = lastWait(callId);
        if (wait && !wait.toBeCalled && wait.invited !== agent && time.now() - at > UNTOLD_MS)
          wrong(wait.call, `keeps ${agent}, who is not needed`);
      }
      const free = all.filter(({ state }) => state === 'available');
      for (const wait of open.values()) {
        if (offered.has(wait.call.callId)) continue;
        const idle = free.find((agent) => mayServe(agent, wait));
        if (idle) wrong(wait.call, `waits while ${idle.id} is available`);
        const { cameAt, longestMs, backAt = 0, toBeCalled } = wait;
        const latest = Math.max(cameAt + longestMs, backAt + LEAST_REST_MS);
        if (!toBeCalled && time.now() > latest) wrong(wait.call, 'waits for too long');
      }
    },
    letGo(agent, by) {
      const callId = by.replace(BY, '');
      offered.delete(callId);
      const wait = lastWait(callId);
      if (by !== callId) wait?.passed.set(agent.id, time.now());
      if (wait?.invited !== agent.id) return;
      wait.passed.set(agent.id, time.now());
      wait.invited = undefined;
    },
    freed(agent, callId) {
      const wait = lastWait(callId);
      if (wait?.invited === agent.id) wrong(wait.call, `has left ${agent.id} to the watchdog`);
    },
    phoneRings(call, participant) {
      const agent = agents().find((one) => one.participant === participant);
      if (!agent || agentOf(call.callId) !== agent.id)
        wrong(call, `rings ${participant}, who was not offered it`);
      for (const { call: other } of open.values()) {
        const isOwn = other.state().call.from === participant;
        if (other !== call && !isOwn && other.acs.has(participant))
          wrong(call, `rings ${agent.id}, who is in ${other.callId}`);
      }
    },
    picksUp(call, participant) {
      const agent = agents().find((one) => one.participant === participant);
      const wait = lastWait(call.callId);
      if (wait) wait.pickedUp = agent?.id;
    },
  };
}
