import type { Release } from '../calls/commands-agents.ts';
import type { AgentProperties } from './agents-schema.ts';

export const AGENT_STATES = ['available', 'offered', 'talking', 'wrap-up', 'away'] as const;
export type AgentState = (typeof AGENT_STATES)[number];

/** What an agent does at the moment. */
export interface Standing {
  state: AgentState;
  /** ISO 8601 UTC. */
  stateSince: string;
  /** Why they are away. */
  reason?: string;
  /** While `offered` or `talking`: their call. */
  callId?: string;
  /** Which offer of that call. */
  offer?: string;
  /** While in `wrap-up`: ISO 8601 UTC. */
  wrapUpUntil?: string;
}

/** An agent as the table has them. */
export interface Agent extends AgentProperties, Standing {
  /** A change is made only to the agent as they were read. */
  etag: string;
  /** When the table service wrote the row, ISO 8601 UTC. */
  writtenAt: string;
}

/** Whether a call holds the agent. */
export function isInCall({ state }: Standing): boolean {
  return state === 'offered' || state === 'talking';
}

/** Whether it is this offer that holds the agent. */
export function isOffer(agent: Standing, callId: string, offer: string): boolean {
  return isInCall(agent) && agent.callId === callId && agent.offer === offer;
}

/** How an agent stands at `now` (milliseconds since 1970): one whose wrap-up is over has been available since. */
export function standingAt(now: number, written: Standing): Standing {
  const { state, wrapUpUntil } = written;
  if (state !== 'wrap-up' || wrapUpUntil === undefined || Date.parse(wrapUpUntil) > now)
    return written;
  return { state: 'available', stateSince: wrapUpUntil };
}

/** How an agent stands who is let go at `now` (milliseconds since 1970). Without wrap-up they are available at once. */
export function letGo(
  now: number,
  { to, reason }: Pick<Release, 'to' | 'reason'>,
  wrapUpSeconds: number,
): Standing {
  const stateSince = new Date(now).toISOString();
  if (to === 'away') return { state: to, stateSince, reason };
  if (to === 'available' || wrapUpSeconds === 0) return { state: 'available', stateSince };
  const wrapUpUntil = new Date(now + wrapUpSeconds * 1_000).toISOString();
  return { state: to, stateSince, wrapUpUntil };
}

/** The agent as before, but standing so. */
export function standing(agent: Agent, now: Standing): Agent {
  const { id, name, participant, extension, skills, etag, writtenAt } = agent;
  return { id, name, participant, extension, skills, etag, writtenAt, ...now };
}
