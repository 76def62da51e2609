import type { Participant } from '../commands.ts';
import { secondsOf } from '../iso-time.ts';
import type { QueueSpot } from './spot.ts';

/** Somebody in line, as matching sees them. */
export interface CallerInLine {
  callId: string;
  caller: Participant;
  spot: QueueSpot;
  /** Who did not take them, by the agent's id: when, ISO 8601 UTC. */
  passed: Readonly<Record<string, string>>;
  /** The call that calls them back, or was to: who is called back has none of their own. */
  by?: string;
}

/** An agent, as matching sees them. */
export interface AgentOnDuty {
  id: string;
  participant: Participant;
  skills: readonly string[];
  state: string;
  /** ISO 8601 UTC. */
  stateSince: string;
  /** The call that has them. */
  callId?: string;
}

export interface Match<Agent, Caller> {
  agent: Agent;
  caller: Caller;
}

/** Seconds for which an agent is not offered a caller again whom they did not take. */
const PASSED_SECONDS = 60;

/**
 * Who is to be offered to whom: for each agent who is available, the longest so first, the first in line whom they can serve, whom
 * nobody is offered yet, and who is not their own call. `now`: milliseconds since 1970.
 */
export function matches<Agent extends AgentOnDuty, Caller extends CallerInLine>(
  agents: readonly Agent[],
  callers: readonly Caller[],
  now: number,
): Match<Agent, Caller>[] {
  const taken = new Set(agents.flatMap(({ callId }) => callId ?? []));
  const line = callers.toSorted(byPlace);
  return agents
    .filter(({ state }) => state === 'available')
    .toSorted(byWaiting)
    .flatMap((agent) => {
      const isFree = ({ callId, by }: Caller) => !taken.has(callId) && !(by && taken.has(by));
      const caller = line.find((one) => isFree(one) && mayServe(agent, one, now));
      if (!caller) return [];
      taken.add(caller.callId);
      return [{ agent, caller }];
    });
}

/** Whether an agent has the skill that a line is for. */
export function hasSkill({ skills }: Pick<AgentOnDuty, 'skills'>, skill?: string): boolean {
  return skill === undefined || skills.includes(skill);
}

function mayServe(
  agent: AgentOnDuty,
  { caller, spot, passed }: CallerInLine,
  now: number,
): boolean {
  const passedAt = passed[agent.id];
  return (
    hasSkill(agent, spot.skill) &&
    agent.participant !== caller &&
    (passedAt === undefined || now / 1_000 - secondsOf(passedAt) >= PASSED_SECONDS)
  );
}

function byPlace(one: CallerInLine, other: CallerInLine): number {
  const { priority, arrival } = one.spot;
  return (
    priority - other.spot.priority ||
    compare(arrival, other.spot.arrival) ||
    compare(one.callId, other.callId)
  );
}

/** Of several who have waited as long, the first by id. */
function byWaiting(one: AgentOnDuty, other: AgentOnDuty): number {
  return compare(one.stateSince, other.stateSince) || compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
