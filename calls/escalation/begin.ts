import { prompt } from '../asking.ts';
import { goneFromLine } from '../callback/left-line.ts';
import { drafted, sendDraft } from '../drafting.ts';
import type { Flow } from '../flow.ts';
import { join } from '../queue/joining.ts';
import { setCall } from '../recording.ts';
import type { CallState, Position, Turn } from '../state.ts';
import { cutOff, followed } from '../walking.ts';
import { escalateStep, saysFirstWords } from './escalation.ts';
import { invite } from './inviting.ts';

/**
 * The caller is on the way to a person: the first words and the first invitation go out in one turn. What still plays or listens
 * is cut off. Where the words cannot be played, the invitation goes out all the same.
 */
export function startEscalation(
  flow: Flow,
  before: CallState,
  position: Position,
  at: string,
): Turn {
  const step = escalateStep(flow, position.step);
  const interrupt = before.open.length > 0;
  const begun: CallState = {
    ...before,
    position: { ...position, turn: before.turn + 1 },
    escalation: { step: position.step, isPrompting: true, offers: 0 },
  };
  const draft = drafted(
    setCall(begun, { state: 'waiting', escalation: 'waiting' }),
    (state) => followed(cutOff(state), false),
    (state) => ({
      state: { ...state, open: [] },
      wanted: [
        { type: 'play', prompt: prompt(flow, state, step.say), interrupt, isOptional: true },
      ],
    }),
    (state) => (step.queue ? join(flow, state, at) : invite(flow, goneFromLine(state, at))),
  );
  return saysFirstWords(sendDraft(draft, at));
}
