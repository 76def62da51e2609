import type { TableClient } from '@azure/data-tables';
import type { AgentClaim, ClaimedAgent } from '../calls/ports.ts';
import { allAgents, replaced } from './agent-rows.ts';
import { type Agent, isInCall, isOffer, letGo, standing } from './agent-standing.ts';

/** What letting an agent go depends on. */
export interface Times {
  /** 0: agents are available again at once. */
  wrapUpSeconds: number;
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/**
 * Gives a call an agent for an offer (`Agents.claim`). An agent is written only as they were read, so that two calls never get
 * the same one; then all are read again. Of two that the same offer got, when it was carried out twice at once, the one that was
 * written first counts: whoever wrote the other sees both.
 *
 * Every round but the last is one in which somebody else has changed an agent.
 */
export async function claimAgent(
  table: TableClient,
  times: Times,
  claim: AgentClaim,
): Promise<ClaimedAgent | undefined> {
  const { callId, offer } = claim;
  for (;;) {
    const agents = await allAgents(table, times.now());
    const held = agents.filter((agent) => isInCall(agent) && agent.callId === callId);
    // a late repeat: the call has long gone on, and its agent is not ours to let go
    if (held.some((agent) => turnOf(agent.offer) > turnOf(offer))) return undefined;
    const [own] = held.filter((agent) => isOffer(agent, callId, offer)).toSorted(byWriting);
    const next = own ?? agents.filter((agent) => isFor(claim, agent)).toSorted(byWaiting)[0];
    if (own || !next) {
      for (const agent of held) if (agent !== own) await freeAgent(table, times, agent);
      return own && claimed(own);
    }
    const stateSince = new Date(times.now()).toISOString();
    await replaced(table, standing(next, { state: 'offered', stateSince, callId, offer }));
  }
}

/**
 * Gives a call that waits in a queue this agent, as they were read (`AgentTable.assign`). Of two agents that a call got at once the one
 * who was written first counts: whoever wrote the other sees both, and lets it go.
 */
export async function assignAgent(
  table: TableClient,
  times: Times,
  agent: Agent,
  { callId, offer }: Pick<AgentClaim, 'callId' | 'offer'>,
): Promise<boolean> {
  const stateSince = new Date(times.now()).toISOString();
  const offered = standing(agent, { state: 'offered', stateSince, callId, offer });
  if (!(await replaced(table, offered))) return false;
  const agents = await allAgents(table, times.now());
  const held = agents.filter((one) => isInCall(one) && one.callId === callId).toSorted(byWriting);
  const own = held.find(({ id }) => id === agent.id);
  if (own === undefined || own === held[0]) return own !== undefined;
  // they have waited as long as before
  await replaced(table, standing(own, { state: 'available', stateSince: agent.stateSince }));
  return false;
}

/**
 * Lets an agent go whose call has nothing to do with them any more: whether they are still as they were read. Throws when the
 * table is away.
 */
export function freeAgent(table: TableClient, times: Times, agent: Agent): Promise<boolean> {
  const to = agent.state === 'talking' ? 'wrap-up' : 'available';
  return replaced(table, standing(agent, letGo(times.now(), { to }, times.wrapUpSeconds)));
}

function isFor({ skill, except, caller }: AgentClaim, agent: Agent): boolean {
  return (
    agent.state === 'available' &&
    (skill === undefined || agent.skills.includes(skill)) &&
    !except.includes(agent.id) &&
    agent.participant !== caller
  );
}

/** The one who has been available longest comes first; of several the first by id, which is the order of the table. */
function byWaiting(one: Agent, other: Agent): number {
  return compare(one.stateSince, other.stateSince);
}

function byWriting(one: Agent, other: Agent): number {
  return compare(one.writtenAt, other.writtenAt);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Offers are named after the turn that made them, `offer:12`; those of a queue, `offer:q…`, are of none. */
function turnOf(offer = ''): number {
  return Number(/^offer:(\d+)/.exec(offer)?.[1]);
}

/** What a call is told of an agent whom it has. */
export function claimed({ id, name, participant, extension }: Agent): ClaimedAgent {
  return { id, name, participant, ...(extension ? { extension } : {}) };
}
