import type { TableClient } from '@azure/data-tables';
import type { Agents } from '../calls/ports.ts';
import { assignAgent, claimAgent, freeAgent, type Times } from './agent-claims.ts';
import { allAgents, findAgent, replaced } from './agent-rows.ts';
import { seedAgents } from './agent-seeding.ts';
import { type Agent, isInCall, isOffer, letGo, standing } from './agent-standing.ts';
import type { AgentProperties } from './agents-schema.ts';
import { sharedReads } from './shared-reads.ts';

/** The table `Agents` (docs/agents.md). What does not say otherwise throws when the tables are away. */
export interface AgentTable extends Agents {
  /** Makes an agent `offered`, unless they have changed since they were read or the call has another: whether they are the call's. */
  assign(agent: Agent, to: { callId: string; offer: string }): Promise<boolean>;
  /** All agents by their ids, as they stand now. */
  list(): Promise<Agent[]>;
  /** The same as they stood a moment ago: to reckon with, not to claim somebody by. */
  lately(): Promise<Agent[]>;
  /** Makes an agent available or away, unless a call holds them. Who is so already has been since they were. */
  set(id: string, to: 'available' | 'away', reason?: string): Promise<AgentSet>;
  /** Lets an agent go whose call is over, unless they have changed since they were read. Whether they are free; never throws. */
  free(agent: Agent): Promise<boolean>;
  /** Makes the table hold the agents of the file. Once that is done it asks for nothing, however often it is called. */
  seed(): Promise<void>;
}

export type AgentSet = { is: 'set' | 'in-call'; agent: Agent } | { is: 'unknown' };

export interface AgentTableOptions extends Times {
  /** The agents of the file. */
  described: readonly AgentProperties[];
}

/** The agents behind a table client; nothing is sent yet. */
export function agentTable(table: TableClient, options: AgentTableOptions): AgentTable {
  const { described, wrapUpSeconds, now } = options;
  let isSeeded = false;
  const reckoned = sharedReads(() => allAgents(table, now()), now);
  const change = (id: string, decide: (agent: Agent) => Agent) => changed(table, now, id, decide);
  return {
    claim: (claim) => claimAgent(table, options, claim),
    async talks(callId, agent, offer) {
      const stateSince = new Date(now()).toISOString();
      await change(agent, (as) =>
        isOffer(as, callId, offer) && as.state === 'offered'
          ? standing(as, { state: 'talking', stateSince, callId, offer })
          : as,
      );
    },
    async release(callId, { agent, offer, ...release }) {
      const released = letGo(now(), release, wrapUpSeconds);
      try {
        await change(agent, (as) => (isOffer(as, callId, offer) ? standing(as, released) : as));
      } catch {
        // the watchdog finds an agent whose call is over
      }
    },
    assign: (agent, to) => assignAgent(table, options, agent, to),
    list: () => allAgents(table, now()),
    lately: () => reckoned.of('all'),
    async set(id, state, reason) {
      const at = new Date(now()).toISOString();
      const agent = await change(id, (as) => {
        if (isInCall(as) || (as.state === state && as.reason === reason)) return as;
        const stateSince = as.state === state ? as.stateSince : at;
        return standing(as, { state, stateSince, reason });
      });
      return agent ? { is: isInCall(agent) ? 'in-call' : 'set', agent } : { is: 'unknown' };
    },
    free: (agent) => freeAgent(table, options, agent).catch(() => false),
    async seed() {
      if (!isSeeded) isSeeded = await seedAgents(table, described, now());
    },
  };
}

/** The agent after a change, as `decide` makes it of how they stand; nothing when there is none. */
async function changed(
  table: TableClient,
  now: () => number,
  id: string,
  decide: (agent: Agent) => Agent,
): Promise<Agent | undefined> {
  for (;;) {
    const agent = await findAgent(table, id, now());
    if (!agent) return undefined;
    const next = decide(agent);
    if (next === agent || (await replaced(table, next))) return next;
  }
}
