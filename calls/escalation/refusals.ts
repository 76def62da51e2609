import { areLastWords, isCallerRung } from '../callback/call-back.ts';
import { afterLastWords, notReached } from '../callback/caller-leg.ts';
import type { CommandType } from '../commands.ts';
import { sendDraft } from '../drafting.ts';
import type { CommandFailed } from '../events.ts';
import type { Flow } from '../flow.ts';
import { isMusic, musicEnded } from '../holding.ts';
import { otherSide } from '../parties.ts';
import { announcementOf } from '../queue/announcing.ts';
import { queueTurnLost } from '../queue/lost-turns.ts';
import { isQueueMusic } from '../queue/waiting.ts';
import { queueMusicRefused } from '../queue/waiting-on.ts';
import { send } from '../sending.ts';
import type { CallState, Turn } from '../state.ts';
import { escalationOf, isFirstWords, offeredAgent } from './escalation.ts';
import { type NotHandedOver, notAsked, notHandedOver } from './handing-over.ts';
import { offerId } from './inviting.ts';
import { endFirstWords } from './media-results.ts';
import { endOffer } from './offers.ts';
import { callerWaits, whisperFailed } from './whispering.ts';

/** What a command leads to that was not taken while a person is on the way, or there. */
export function afterEscalationRefusal(flow: Flow, before: CallState, event: CommandFailed): Turn {
  const { command, at, code, subCode } = event;
  if (code === 0) return turnLost(flow, askedForHold(before, command), event);
  switch (command) {
    case 'play':
      return notPlayed(flow, before, event);
    case 'dialCaller':
      return isCallerRung(before)
        ? notReached(flow, before, 'failed', at)
        : { state: before, commands: [] };
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

/**
 * The activity of a whole turn died, twice: what of it was done is not known. What is open is asked again, and so is how the caller
 * stands who was to be on hold, or no longer; the rest is the watchdog's.
 */
function turnLost(flow: Flow, before: CallState, { turn, at }: CommandFailed): Turn {
  const { offer, isPrompting, words, queue } = escalationOf(before);
  const areWordsLost = isPrompting && words !== undefined && isOfTurn(words, turn);
  if (queue && !offer) return queueTurnLost(flow, before, !areWordsLost, at);
  const isUninvited = queue && offer?.stage === 'inviting' && offer.invitationId === undefined;
  if (isUninvited || (offer?.id === offerId(turn) && !offer.agent)) {
    return endOffer(flow, areWordsLost ? withoutWords(flow, before) : before, 'failed', at);
  }
  if (areWordsLost) return endFirstWords(flow, before, at);
  // whether the caller's phone rings is not known: they come, or the watchdog finds out
  if (offer?.stage === 'calling-back' && isCallerRung(before))
    return { state: before, commands: [] };
  if (offer?.stage === 'calling-back') return afterLastWords(before, at);
  if (offer?.stage === 'whispering') return whisperFailed(flow, before, at);
  if (offer?.stage === 'keying') return notAsked(flow, before, at);
  return sendDraft({ state: { ...before, prelude: [] }, wanted: before.prelude }, at);
}

function isOfTurn(words: string, turn: number): boolean {
  return words.startsWith(`${turn}.`) || words === announcementOf(turn);
}

/** What turns begin with that put the caller on hold, or take them off it. */
const OF_HOLD: readonly CommandType[] = ['hold', 'unhold', 'cancelAllMediaOperations', 'freeSlot'];

/** The state that asks with the next turn how the caller stands, where that was to change with the turn that began so. */
function askedForHold(before: CallState, first: CommandType): CallState {
  if (before.hold?.is !== 'asked' || !OF_HOLD.includes(first)) return before;
  const participant = otherSide(before);
  const look = { type: 'lookUpParticipant', participant, isOptional: true } as const;
  return { ...before, prelude: [...before.prelude, look] };
}

/** The state of a caller who waits, whether they have heard the first words or not. */
function withoutWords(flow: Flow, before: CallState): CallState {
  const said = { ...before, escalation: { ...escalationOf(before), isPrompting: false } };
  const { state, wanted } = callerWaits(flow, said);
  return { ...state, prelude: [...state.prelude, ...wanted] };
}

function notPlayed(
  flow: Flow,
  before: CallState,
  { operationContext = '', at }: CommandFailed,
): Turn {
  if (areLastWords(before, operationContext)) return afterLastWords(before, at);
  if (isMusic(operationContext)) return { state: musicEnded(before), commands: [] };
  if (isQueueMusic(before, operationContext)) return queueMusicRefused(flow, before, at);
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
