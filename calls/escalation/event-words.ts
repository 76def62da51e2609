import type {
  AgentAssigned,
  AgentInvited,
  CallbackRefused,
  CallbackTaken,
  CallerDialled,
  NobodyAvailable,
  NotQueued,
  ParticipantEvent,
  ParticipantSeen,
  Queued,
  QueuePlaced,
  TransferEvent,
} from '../events.ts';

type AgentEvent =
  | AgentAssigned
  | AgentInvited
  | CallbackRefused
  | CallbackTaken
  | CallerDialled
  | NotQueued
  | Queued
  | QueuePlaced
  | NobodyAvailable
  | ParticipantEvent
  | ParticipantSeen
  | TransferEvent;

/** What happened with agents, hold and transfer, in words. */
export function agentEventWords(event: AgentEvent): string {
  switch (event.type) {
    case 'AddParticipantSucceeded':
      return 'somebody joined the call';
    case 'AddParticipantFailed':
      return 'nobody took the invitation';
    case 'RemoveParticipantSucceeded':
      return 'a leg has ended';
    case 'RemoveParticipantFailed':
      return 'a leg could not be ended';
    case 'CancelAddParticipantSucceeded':
      return 'the ringing has stopped';
    case 'CancelAddParticipantFailed':
      return 'the ringing could not be stopped';
    case 'HoldFailed':
      return 'hold failed';
    case 'CallTransferAccepted':
      return 'the other side took the call';
    case 'CallTransferFailed':
      return 'the other side did not take the call';
    case 'AgentInvited':
      return `${event.name} was claimed`;
    case 'NobodyAvailable':
      return 'nobody is available';
    case 'Queued':
      return `number ${event.position} in the queue`;
    case 'NotQueued':
      return 'the queue did not take the caller';
    case 'QueuePlaced':
      if (event.place?.isUnattended) return 'nobody who could take the call is on duty';
      return event.place ? `number ${event.place.position} in the queue` : 'no place is known';
    case 'CallbackTaken':
      return event.wasWaiting ? 'a callback waits already' : 'a callback waits';
    case 'CallbackRefused':
      return 'no callback can be made';
    case 'CallerDialled':
      return event.is === 'dialled' ? "the caller's phone rings" : 'the caller cannot be rung';
    case 'AgentAssigned':
      return `${event.name} was claimed for the caller`;
    case 'ParticipantSeen':
      return SEEN[event.is];
  }
}

const SEEN: Record<ParticipantSeen['is'], string> = {
  talking: 'they are in the call',
  'on-hold': 'they are on hold',
  absent: 'they are not in the call',
  unknown: 'ACS could not be asked',
};
