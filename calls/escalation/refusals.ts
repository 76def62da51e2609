import type { CommandFailed } from '../events.ts';
import type { Flow } from '../flow.ts';
import { isMusic, musicEnded } from '../holding.ts';
import { send } from '../sending.ts';
import type { CallState, Turn } from '../state.ts';
import { escalationOf, isFirstWords, offeredAgent } from './escalation.ts';
import { type NotHandedOver, notAsked, notHandedOver } from './handing-over.ts';
import { offerId } from './inviting.ts';
import { endFirstWords } from './media-results.ts';
import { endOffer } from './offers.ts';
import { whisperFailed } from './whispering.ts';

/** What a command leads to that was not taken while a person is on the way, or there. */
export function afterEscalationRefusal(flow: Flow, before: CallState, event: CommandFailed): Turn {
  const { command, at, code, subCode } = event;
  if (code === 0) return turnLost(flow, before, event);
  switch (command) {
    case 'play':
      return notPlayed(flow, before, event);
    case 'inviteAgent':
      return notInvited(flow, before, event);
    case 'recognize':
    case 'sendDtmfTones':
      // the agent may have left, or the whole call: then ACS knows no such participant
      return code === 404 && subCode === 8522
        ? askForAgent(before, at)
        : agentNotAsked(flow, before, event);
    case 'transfer':
      return notHandedOver(flow, before, whyNot(event), at);
    default:
      return { state: before, commands: [] };
  }
}

/** The activity of a whole turn died, twice: what of it was done is not known. What is open is asked again, the rest is the watchdog's. */
function turnLost(flow: Flow, before: CallState, { turn, at }: CommandFailed): Turn {
  const { offer } = escalationOf(before);
  if (offer?.id === offerId(turn) && !offer.agent) return endOffer(flow, before, 'failed', at);
  if (offer?.stage === 'whispering') return whisperFailed(flow, before, at);
  if (offer?.stage === 'keying') return notAsked(flow, before, at);
  return { state: before, commands: [] };
}

function notPlayed(
  flow: Flow,
  before: CallState,
  { operationContext = '', at }: CommandFailed,
): Turn {
  if (isMusic(operationContext)) return { state: musicEnded(before), commands: [] };
  const isFirst = isFirstWords(before, operationContext) && escalationOf(before).isPrompting;
  return isFirst ? endFirstWords(flow, before, at) : { state: before, commands: [] };
}

function notInvited(flow: Flow, before: CallState, { operationContext, at }: CommandFailed): Turn {
  const { offer } = escalationOf(before);
  return offer && offer.id === operationContext
    ? endOffer(flow, before, 'failed', at)
    : { state: before, commands: [] };
}

function askForAgent(before: CallState, at: string): Turn {
  const participant = offeredAgent(before)?.participant;
  if (participant === undefined) return { state: before, commands: [] };
  return send(before, [{ type: 'lookUpParticipant', participant, isOptional: true }], at);
}

function agentNotAsked(flow: Flow, before: CallState, { command, at }: CommandFailed): Turn {
  if (command === 'sendDtmfTones') return endOffer(flow, before, 'extension-failed', at);
  return escalationOf(before).offer?.stage === 'keying'
    ? notAsked(flow, before, at)
    : whisperFailed(flow, before, at);
}

/** 400 and 403 are our own checks as well: the number, and what may be dialled. */
function whyNot({ code }: CommandFailed): NotHandedOver {
  if (code === 400) return 'noNumber';
  return code === 403 ? 'notAllowed' : 'failed';
}
