import { drafted, sendDraft } from '../drafting.ts';
import { hangUp } from '../ending.ts';
import { promptForAgent } from '../escalation/asking-agent.ts';
import { escalateStep, escalationOf, withOffer } from '../escalation/escalation.ts';
import type { CallerDialled, ParticipantEvent } from '../events.ts';
import type { Flow } from '../flow.ts';
import { startFollowing } from '../following.ts';
import { otherSide } from '../parties.ts';
import { note, setCall } from '../recording.ts';
import { isSame } from '../roster.ts';
import type { Outcome } from '../rows.ts';
import { silenced } from '../silenced.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { isCallerRung, withCallBack } from './call-back.ts';

/** Whether an event is about the phone of the caller who is called back: by its context, or by who it is where ACS leaves that out. */
export function isOfCaller(before: CallState, event: ParticipantEvent): boolean {
  const { operationContext, participant } = event;
  if (!isCallerRung(before)) return false;
  if (operationContext !== undefined) return operationContext === before.callBack?.invitation;
  return participant !== undefined && isSame(participant, otherSide(before));
}

const WHY: Record<Exclude<CallerDialled['is'], 'dialled'>, [Outcome, string]> = {
  gone: ['failed', 'the callback is not to be made any more'],
  'not-allowed': ['not-allowed', 'this line may not dial the number'],
  'no-slot': ['failed', 'the caller cannot be rung: all our numbers are in use'],
  outage: ['failed', 'the caller cannot be rung: the tables are away'],
};

/** The caller's phone rings, or cannot be made to. */
export function afterDialled(flow: Flow, before: CallState, event: CallerDialled): Turn {
  if (!isCallerRung(before)) return { state: before, commands: [] };
  const { is, invitationId, at } = event;
  if (is === 'dialled')
    return { state: withCallBack(before, { invitationId }), commands: [], mustWrite: true };
  const [outcome, words] = WHY[is];
  const told = note(before, { at, kind: 'decision', type: 'not-dialled', words });
  return notReached(flow, told, outcome, at);
}

/** The caller answers: they and the agent talk. The keys of both are followed. */
export function callerReached(before: CallState, at: string): Turn {
  const { offer } = escalationOf(before);
  const { callBack } = before;
  if (!offer?.agent || !callBack) return { state: before, commands: [] };
  const { id: agent } = offer.agent;
  const words = 'the caller answers';
  const told = note(before, { at, kind: 'decision', type: 'caller-reached', words });
  const talking = setCall(withOffer(told, { ...offer, stage: 'talking' }), {
    state: 'with-agent',
    agentSince: at,
  });
  const draft = drafted(
    withCallBack(talking, { isReached: true }),
    silenced, // what is still said to the agent would be in the way of the first words
    (state) => ({
      state,
      wanted: [
        { type: 'callbackReached', to: otherSide(state), isOptional: true },
        { type: 'agentTalks', agent, offer: offer.id, isOptional: true },
      ],
    }),
    (state) => startFollowing(state, 'caller'),
    (state) => startFollowing(state, 'agent'),
  );
  return sendDraft(draft, at);
}

/** Nobody answers there: the agent is told, then the call is over. */
export function notReached(flow: Flow, before: CallState, outcome: Outcome, at: string): Turn {
  const { offer, step } = escalationOf(before);
  const words = `callback-over:${before.turn + 1}`;
  const told = note(before, {
    at,
    kind: 'decision',
    type: 'not-reached',
    words: `the caller is not reached: ${outcome}`,
  });
  const state = { ...withCallBack(told, { outcome, words }), open: [] };
  const wanted: Draft['wanted'] = [
    {
      type: 'play',
      operationContext: words,
      prompt: promptForAgent(flow, state, escalateStep(flow, step).texts.notReached),
      to: offer?.agent?.participant ?? '',
      interrupt: before.open.length > 0,
      isOptional: true,
    },
  ];
  return sendDraft({ state, wanted }, at);
}

/** The agent knows that the caller was not reached, or cannot be told: the call is over. */
export function afterLastWords(before: CallState, at: string): Turn {
  return hangUp(before, before.callBack?.outcome ?? 'failed', at);
}

/** Nothing was heard for too long of the caller's phone, or of what the agent is told. */
export function callerSilent(flow: Flow, before: CallState, at: string): Turn {
  if (!isCallerRung(before)) return afterLastWords(before, at);
  const { invitationId } = before.callBack ?? {};
  const stopped: Draft['wanted'] =
    invitationId === undefined
      ? []
      : [{ type: 'cancelAddParticipant', invitationId, isOptional: true }];
  const prelude = [...before.prelude, ...stopped];
  return notReached(flow, { ...before, prelude }, 'no-answer', at);
}
