import type { AgentClaim, Agents, ClaimedAgent } from '../../../calls/ports.ts';

type AgentState = 'available' | 'offered' | 'talking' | 'wrap-up' | 'away';

export interface PoolAgent extends ClaimedAgent {
  state: AgentState;
  callId?: string;
  offer?: string;
  /** How often they were claimed while another call had them: must stay 0. */
  doubleOffers: number;
}

/** The agents of a run, in memory: what the real table does under its conditions is shown against Azurite. */
export interface AgentPool {
  agents: PoolAgent[];
  claim(claim: AgentClaim): ClaimedAgent | undefined;
  talks: (callId: string, agent: string, offer: string) => void;
  release: (callId: string, release: Parameters<Agents['release']>[1]) => void;
  /** Frees those whose call is over, as the watchdog does. */
  free(isOver: (callId: string) => boolean): void;
}

export function agentPool(count: number): AgentPool {
  const agents = Array.from({ length: count }, (_, index): PoolAgent => {
    const participant = `+1555012${index}`;
    return {
      id: `agent${index}`,
      name: `Agent ${index}`,
      participant,
      state: 'available',
      doubleOffers: 0,
    };
  });
  const held = (callId: string, id: string, offer: string) =>
    agents.find((one) => one.id === id && one.callId === callId && one.offer === offer);

  return {
    agents,
    claim({ callId, offer, except }) {
      const own = agents.find((one) => one.callId === callId && one.offer === offer);
      const free = agents.find((one) => one.state === 'available' && !except.includes(one.id));
      const agent = own ?? free;
      if (!agent) return undefined;
      if (agent.callId !== undefined && agent.callId !== callId) agent.doubleOffers += 1;
      Object.assign(agent, { state: 'offered', callId, offer });
      const { id, name, participant } = agent;
      return { id, name, participant };
    },
    talks(callId, id, offer) {
      const agent = held(callId, id, offer);
      if (agent) agent.state = 'talking';
    },
    release(callId, { agent: id, offer, to }) {
      const agent = held(callId, id, offer);
      // those who were away come back, so that a run does not end for want of agents
      if (agent) Object.assign(agent, { state: to, callId: undefined, offer: undefined });
    },
    free(isOver) {
      for (const agent of agents) {
        if (agent.callId === undefined || !isOver(agent.callId)) continue;
        const state = agent.state === 'talking' ? 'wrap-up' : 'available';
        Object.assign(agent, { state, callId: undefined, offer: undefined });
      }
    },
  };
}
