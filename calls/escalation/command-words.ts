import type { CallbackCommand } from '../callback/commands.ts';
import type {
  CancelInvitation,
  CancelMedia,
  FreeSlot,
  Hold,
  LookUpParticipant,
  RemoveParticipant,
  Transfer,
  Unhold,
} from '../commands.ts';
import type { AgentTalks, InviteAgent, ReleaseAgent } from '../commands-agents.ts';
import type { QueueCommand } from '../queue/commands.ts';
import type { TimelineRow } from '../rows.ts';

type AgentCommand =
  | AgentTalks
  | CallbackCommand
  | CancelInvitation
  | CancelMedia
  | FreeSlot
  | Hold
  | InviteAgent
  | LookUpParticipant
  | QueueCommand
  | ReleaseAgent
  | RemoveParticipant
  | Transfer
  | Unhold;

/** A command about agents, hold and transfer as a line of the timeline. Numbers are not in its words. */
export function agentCommandWords(command: AgentCommand): Pick<TimelineRow, 'words' | 'data'> {
  switch (command.type) {
    case 'inviteAgent':
      if (command.claimed) return { words: `rings ${command.claimed.name}` };
      return {
        words: command.skill ? `looks for an agent for ${command.skill}` : 'looks for an agent',
        data: { ringSeconds: command.ringSeconds },
      };
    case 'agentTalks':
      return { words: `keeps that ${command.agent} talks`, data: { agent: command.agent } };
    case 'releaseAgent': {
      const { agent, to, reason } = command.release;
      const words = reason ? `keeps ${agent} as ${to}: ${reason}` : `keeps ${agent} as ${to}`;
      return { words, data: { agent, to } };
    }
    case 'hold':
      return { words: 'puts the caller on hold', data: { music: command.music } };
    case 'unhold':
      return { words: 'takes the caller off hold' };
    case 'removeParticipant':
      return { words: 'ends a leg' };
    case 'cancelAddParticipant':
      return { words: 'stops the ringing' };
    case 'lookUpParticipant':
      return { words: 'asks how somebody stands in the call' };
    case 'cancelAllMediaOperations':
      return { words: 'stops all that plays' };
    case 'transfer':
      return { words: 'hands the caller over' };
    case 'joinQueue':
      return { words: `joins the queue ${command.spot.queue}`, data: { ...command.spot } };
    case 'lookUpPlace':
      return { words: `looks for the place in the queue ${command.spot.queue}` };
    case 'passOn':
      return { words: `keeps that ${command.agent} did not take the call` };
    case 'leaveQueue':
      return { words: `gives back the place in the queue ${command.spot.queue}` };
    case 'takeCallback':
      return { words: 'takes down that the caller is to be called back' };
    case 'withdrawCallback':
      return { words: 'withdraws the callback' };
    case 'callAgent':
      return { words: `rings ${command.agent.name}`, data: { agent: command.agent.id } };
    case 'dialCaller':
      return { words: 'rings the caller', data: { ringSeconds: command.ringSeconds } };
    case 'callbackReached':
      return { words: 'keeps that the caller was reached' };
    case 'freeSlot':
      return { words: 'frees the slot of the other phone' };
  }
}
