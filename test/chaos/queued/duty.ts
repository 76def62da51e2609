import type { Release } from '../../../calls/commands-agents.ts';
import type { AgentOnDuty } from '../../../calls/queue/matching.ts';
import { RANG_AT } from '../staffed/world.ts';
import type { Timeline } from '../timeline.ts';

/** An agent of a run, as the table has them. */
export interface DutyAgent extends AgentOnDuty {
  name: string;
  state: 'available' | 'offered' | 'talking' | 'wrap-up' | 'away';
  offer?: string;
}

/** Who is told of what agents do. */
export interface DutyWatch {
  /** An agent has nothing more to do with a call. */
  letGo(agent: DutyAgent, callId: string): void;
  /** The watchdog is about to free an agent whose call is over. */
  freed(agent: DutyAgent, callId: string): void;
  /** Somebody may be available. */
  isFree(): void;
}

/** The table of the agents, in memory (docs/agents.md); its conditions are shown against Azurite. */
export interface Duty {
  agents: DutyAgent[];
  assign(agent: DutyAgent, callId: string, offer: string): void;
  talks(callId: string, agent: string, offer: string): void;
  release(callId: string, release: Release): void;
  /** What `PUT /api/agents` does: nothing to one whom a call holds. */
  set(agent: DutyAgent, to: 'available' | 'away'): void;
  /** Frees those whose call is over, as the watchdog does. */
  free(isOver: (callId: string) => boolean): void;
}

/** Two of the agents know about bills. */
export function duty(count: number, wrapUpMs: number, time: Timeline, watch: DutyWatch): Duty {
  const agents = Array.from({ length: count }, (_, nth): DutyAgent => {
    const id = `agent${nth}`;
    const skills = nth % 3 === 0 ? ['billing'] : [];
    const participant = `+1555012${nth}`;
    return { id, name: `Agent ${nth}`, participant, skills, state: 'available', stateSince: at() };
  });

  function at(): string {
    return new Date(RANG_AT + time.now()).toISOString();
  }

  function stands(agent: DutyAgent, state: DutyAgent['state']): void {
    Object.assign(agent, { state, stateSince: at(), callId: undefined, offer: undefined });
  }

  function letGo(agent: DutyAgent, to: Release['to']): void {
    const { callId = '' } = agent;
    const isWrapUp = to === 'wrap-up' && wrapUpMs > 0;
    stands(agent, to === 'wrap-up' && !isWrapUp ? 'available' : to);
    watch.letGo(agent, callId);
    if (!isWrapUp) return;
    const { stateSince } = agent;
    time.after(wrapUpMs, () => {
      if (agent.state !== 'wrap-up' || agent.stateSince !== stateSince) return;
      stands(agent, 'available');
      watch.isFree();
    });
  }

  const held = (callId: string, id: string, offer: string) =>
    agents.find((one) => one.id === id && one.callId === callId && one.offer === offer);

  return {
    agents,
    assign(agent, callId, offer) {
      Object.assign(agent, { state: 'offered', stateSince: at(), callId, offer });
    },
    talks(callId, id, offer) {
      const agent = held(callId, id, offer);
      if (agent) Object.assign(agent, { state: 'talking', stateSince: at() });
    },
    release(callId, { agent: id, offer, to }) {
      const agent = held(callId, id, offer);
      if (agent) letGo(agent, to);
      watch.isFree();
    },
    set(agent, to) {
      if (agent.callId !== undefined || agent.state === to) return;
      stands(agent, to);
      if (to === 'available') watch.isFree();
    },
    free(isOver) {
      for (const agent of agents) {
        if (agent.callId === undefined || !isOver(agent.callId)) continue;
        watch.freed(agent, agent.callId);
        letGo(agent, agent.state === 'talking' ? 'wrap-up' : 'available');
      }
    },
  };
}
