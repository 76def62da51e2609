import type { ArmDeadline, Command, Sent } from '../calls/commands.ts';
import type { StartLookup } from '../calls/lookup/command.ts';
import type { Origin, Tools } from '../calls/ports.ts';
import type { Unplaced } from '../calls/settling.ts';
import { callAgent, callbackReached, dialCaller } from './call-back-legs.ts';
import { takeCallback, withdrawCallback } from './calling-back.ts';
import { inviteAgent } from './inviting.ts';
import { joinQueue, lookUpPlace, passOn } from './queueing.ts';
import { transfer } from './transferring.ts';

/** What came of a command, and what the call has to be told of it beside that. `instead`: the command that went out for it, where it was another. */
export type Told = Sent & { told?: Unplaced; instead?: Command };

/** Sends one command to whoever carries it out. Never throws for a refusal or an outage. */
export async function send(tools: Tools, command: Command, origin: Origin): Promise<Told> {
  const { telephony } = tools;
  switch (command.type) {
    case 'answer':
      return telephony.answer(command, origin);
    case 'createCall':
      return telephony.createCall(command, origin);
    case 'play':
      return telephony.play(command, origin);
    case 'recognize':
      return telephony.recognize(command, origin);
    case 'startContinuousDtmfRecognition':
      return telephony.startContinuousDtmfRecognition(command, origin);
    case 'stopContinuousDtmfRecognition':
      return telephony.stopContinuousDtmfRecognition(command, origin);
    case 'sendDtmfTones':
      return telephony.sendDtmfTones(command, origin);
    case 'armDeadline':
      return arm(tools, command, origin);
    case 'startLookup':
      return startLookup(tools, command, origin);
    case 'hangUp':
      return telephony.hangUp(command, origin);
    case 'cancelAllMediaOperations':
      return telephony.cancelAllMedia(origin);
    case 'hold':
      return telephony.hold(command, origin);
    case 'unhold':
      return telephony.unhold(command, origin);
    case 'removeParticipant':
      return telephony.removeParticipant(command, origin);
    case 'cancelAddParticipant':
      return telephony.cancelAddParticipant(command, origin);
    case 'lookUpParticipant':
      return lookUp(tools, command, origin);
    case 'inviteAgent':
      return inviteAgent(tools, command, origin);
    case 'agentTalks':
      return agentTalks(tools, command, origin);
    case 'releaseAgent':
      return release(tools, command, origin);
    case 'transfer':
      return transfer(tools, command, origin);
    case 'freeSlot':
      await tools.slots.free(origin.callId, command.leg);
      return { ok: true };
    case 'joinQueue':
      return joinQueue(tools, command, origin);
    case 'lookUpPlace':
      return lookUpPlace(tools, command, origin);
    case 'passOn':
      return passOn(tools, command, origin);
    case 'takeCallback':
      return takeCallback(tools, command, origin);
    case 'withdrawCallback':
      return withdrawCallback(tools, command, origin);
    case 'callAgent':
      return callAgent(tools, command, origin);
    case 'dialCaller':
      return dialCaller(tools, command, origin);
    case 'callbackReached':
      return callbackReached(tools, command, origin);
    case 'leaveQueue':
      await tools.queues.leave(origin.callId, command.spot);
      return { ok: true };
  }
}

/** A deadline that cannot be armed would never come: the call has to know, as of a refusal by ACS. */
async function arm(
  { deadlines, log }: Tools,
  { deadline, ms }: ArmDeadline,
  { callId, turn, index }: Origin,
): Promise<Sent> {
  try {
    await deadlines.arm(callId, deadline, ms);
    return { ok: true };
  } catch {
    log('error', 'deadline-not-armed', { callId, turn, index, deadline });
    return { ok: false, code: 503, message: 'the deadline could not be armed' };
  }
}

/** A lookup that cannot be started would never answer: likewise. */
async function startLookup(
  { lookups, log }: Tools,
  command: StartLookup,
  { callId, turn, index }: Origin,
): Promise<Sent> {
  try {
    await lookups.start(callId, command);
    return { ok: true };
  } catch {
    log('error', 'lookup-not-started', { callId, turn, index, endpoint: command.endpoint });
    return { ok: false, code: 503, message: 'the lookup could not be started' };
  }
}

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

async function lookUp(
  { telephony }: Tools,
  command: Of<'lookUpParticipant'>,
  origin: Origin,
): Promise<Told> {
  const { participant } = command;
  const is = await telephony.lookUpParticipant(command, origin);
  return { ok: true, told: { type: 'ParticipantSeen', participant, is } };
}

/** An agent who talks and is not kept as such is still kept as offered: nobody else is offered them. */
async function agentTalks(
  { agents, log }: Tools,
  { agent, offer }: Of<'agentTalks'>,
  { callId }: Origin,
): Promise<Sent> {
  try {
    await agents.talks(callId, agent, offer);
  } catch {
    log('warn', 'agent-not-written', { callId, agent });
  }
  return { ok: true };
}

async function release(
  { agents, slots, queues }: Tools,
  command: Of<'releaseAgent'>,
  { callId }: Origin,
): Promise<Sent> {
  await Promise.all([
    agents.release(callId, command.release),
    command.isUnrung ? undefined : slots.free(callId, 'agent'),
  ]);
  await queues.released(callId, command.release);
  return { ok: true };
}
