import { isGiven } from '../callback/left-line.ts';
import { drafted, nothing, type Part, sendDraft } from '../drafting.ts';
import { escalateStep, escalationOf, type Offer, withOffer } from '../escalation/escalation.ts';
import { callingContext } from '../escalation/inviting.ts';
import type { AgentAssigned } from '../events.ts';
import type { Flow } from '../flow.ts';
import { putOnHold } from '../holding.ts';
import { otherSide, ourSide } from '../parties.ts';
import { silenced } from '../silenced.ts';
import type { CallState, Draft, Turn } from '../state.ts';
import { hearingOut } from './hearing-out.ts';
import { isSameSpot } from './spot.ts';
import { type Waiting, waitingOf, withWaiting } from './waiting.ts';

/**
 * Matching gave the caller an agent: they are rung, and the music ends. A caller who waits no longer does not need them: the agent is
 * let go, and the row that made somebody think so is removed, unless it is a callback's by now.
 */
export function afterAssigned(flow: Flow, before: CallState, event: AgentAssigned): Turn {
  const { agent, offer, spot, at } = event;
  const queue = waitingOf(before);
  if (queue && mayTake(before, queue, event)) {
    return sendDraft(offered(flow, before, queue, event), at);
  }
  const release = { agent, offer, to: 'available' } as const;
  const wanted: Draft['wanted'] = [
    { type: 'releaseAgent', release, isUnrung: true, isOptional: true },
  ];
  if (spot && !isSameSpot(spot, queue?.spot) && !isGiven(before, spot)) {
    wanted.unshift({ type: 'leaveQueue', spot, isOptional: true });
  }
  return sendDraft({ state: before, wanted }, at);
}

/**
 * One that was taken up before and is over is told again when nobody could let its agent go. Who was claimed for an earlier wait of the
 * caller is not for this one: others may come first, or another skill may be needed.
 */
function mayTake(
  { phase, escalation }: CallState,
  { spot: own, isOverdue, offers }: Waiting,
  { offer, spot }: AgentAssigned,
): boolean {
  if (!isSameSpot(spot, own)) return false;
  if (phase !== 'talking' || isOverdue || offers.includes(offer)) return false;
  return escalation?.offer === undefined && !escalation?.isGivenUp;
}

function offered(flow: Flow, before: CallState, queue: Waiting, event: AgentAssigned): Draft {
  const { step, isPrompting } = escalationOf(before);
  const { music, ringSeconds } = escalateStep(flow, step);
  const { offer: id, agent, name, participant, extension, at } = event;
  const claimed = { id: agent, name, participant, ...(extension ? { extension } : {}) };
  const offer: Offer = { id, stage: 'inviting', agent: claimed, wrongKeys: 0, failures: 0 };
  const offers = [...queue.offers, id];
  const known = { ...queue, music: undefined, tick: undefined, heedsKey: false, offers };
  const quiet: Part = (state) => drafted(state, silenced, putOnHold(music));
  return drafted(
    withOffer(withWaiting(before, known), offer),
    isPrompting ? nothing : (hearingOut(flow, before, at) ?? quiet),
    (state) => ({
      state,
      wanted: [
        {
          type: 'inviteAgent',
          operationContext: id,
          claimed,
          except: [],
          caller: otherSide(state),
          ourNumber: ourSide(state),
          ringSeconds,
          context: callingContext(state),
          isOptional: true,
        },
      ],
    }),
  );
}
