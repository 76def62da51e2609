import type { CallEvent } from '../../../calls/events.ts';
import type { Flow } from '../../../calls/flow.ts';
import { atMenu, type Conversation } from './conversation.ts';
import { SMALL_LINE } from './small-line.ts';

/** The small line with people: its operator is a person. */
export const STAFFED_LINE: Flow = { ...SMALL_LINE, operator: 'person' };

export const CALLER = '+15550100';
export const ANNA = { agent: 'anna', name: 'Anna', participant: '+15550123' };
export const BOB = { agent: 'bob', name: 'Bob', participant: '+15550124' };
const APP = '8:acs:app';

type Happening = Partial<CallEvent> & { type: CallEvent['type'] };

/** A call with people in it, told by what happens to them. */
export interface Staffed extends Conversation {
  /** The activity claimed this agent, and ACS rings them. */
  invited(agent?: typeof ANNA & { extension?: string }): Staffed;
  nobody(why?: 'no-agent' | 'no-slot' | 'outage'): Staffed;
  /** ACS tells that the agent's phone was answered. */
  joins(): Staffed;
  /** The first words to the caller are over. */
  firstWordsOver(): Staffed;
  /** The agent answers the question that they are asked. */
  agentKeys(digits: string): Staffed;
  /** ACS tells who is in the call; the app itself always is. */
  roster(...participants: string[]): Staffed;
  onHold(...participants: string[]): Staffed;
}

/** A caller who has asked for a person: the first words play, and an agent is looked for. */
export function waiting(flow: Flow = STAFFED_LINE): Staffed {
  return staffed(atMenu(flow).keys('0'));
}

/** A caller on hold, with an agent who hears the whisper. */
export function whispered(agent: typeof ANNA = ANNA, flow?: Flow): Staffed {
  return waiting(flow).invited(agent).firstWordsOver().joins();
}

/** A caller and an agent who talk. */
export function talking(agent: typeof ANNA = ANNA, flow?: Flow): Staffed {
  const call = whispered(agent, flow).agentKeys('1');
  return call.roster(CALLER, agent.participant);
}

function staffed(call: Conversation): Staffed {
  let sequenceNumber = 0;
  let keys = 0;
  const offer = () => call.state.escalation?.offer;
  const happens = (event: Happening): Staffed => {
    call.happens(event);
    return self;
  };
  const open = (isWanted: (context: string) => boolean) => call.state.open.find(isWanted);
  const self: Staffed = Object.assign(Object.create(call) as Conversation, {
    invited: (agent = ANNA) =>
      happens({
        type: 'AgentInvited',
        offer: offer()?.id,
        invitationId: `invitation-${agent.agent}`,
        ...agent,
      } as Happening),
    nobody: (why = 'no-agent') =>
      happens({ type: 'NobodyAvailable', offer: offer()?.id, why } as Happening),
    joins: () =>
      happens({
        type: 'AddParticipantSucceeded',
        operationContext: offer()?.id,
        participant: `4:${offer()?.agent?.participant}`,
      } as Happening),
    firstWordsOver: () =>
      happens({
        type: 'PlayCompleted',
        operationContext: open((context) => context === `${call.state.position?.turn}.0`),
        code: 200,
        subCode: 0,
      } as Happening),
    agentKeys(digits: string) {
      const isNumber = offer()?.stage === 'keying';
      const isFollowed = isNumber || offer()?.stage === 'talking';
      for (const key of isFollowed ? digits : '') {
        happens({
          type: 'ContinuousDtmfRecognitionToneReceived',
          operationContext: `tones:agent-${offer()?.agent?.id}:1`,
          sequenceId: keys,
          key,
        } as Happening);
        keys += 1;
      }
      if (isFollowed && !isNumber) return self;
      const last = call.state.open.at(-1);
      return happens({
        type: 'RecognizeCompleted',
        operationContext: last,
        code: 200,
        subCode: isNumber ? 8514 : 8531,
        digits: isNumber ? digits.slice(0, -1) : digits,
      } as Happening);
    },
    roster(...participants: string[]) {
      sequenceNumber += 2;
      const rawIds = [...participants.map((one) => `4:${one}`), APP];
      return happens({
        type: 'ParticipantsUpdated',
        sequenceNumber,
        participants: rawIds,
        onHold: [],
      } as Happening);
    },
    onHold(...participants: string[]) {
      sequenceNumber += 2;
      const agent = offer()?.agent?.participant;
      const rawIds = [CALLER, ...(agent ? [agent] : [])].map((one) => `4:${one}`);
      const onHold = participants.map((one) => `4:${one}`);
      return happens({
        type: 'ParticipantsUpdated',
        sequenceNumber,
        participants: [...rawIds, APP],
        onHold,
      } as Happening);
    },
  });
  return self;
}
