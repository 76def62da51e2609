import { joined } from './escalation/whispering.ts';
import type { Flow } from './flow.ts';
import { setCall } from './recording.ts';
import { sendingParts } from './sending-keys.ts';
import type { CallState, Turn } from './state.ts';
import { enter, startSending } from './walking.ts';

/** The call is up: an extension is dialled through first where there is one, then the flow begins. */
export function connected(
  flow: Flow,
  before: CallState,
  event: { at: string; callConnectionId?: string },
): Turn {
  const { callConnectionId, at } = event;
  const talking: CallState = { ...before, phase: 'talking', deadlines: {} };
  const state = setCall(talking, { state: 'talking', answeredAt: at, callConnectionId });
  if (state.callBack) return joined(flow, setCall(state, { state: 'waiting' }), at);
  const { startStep = flow.start, extension } = state.outbound ?? {};
  if (!extension) return enter(flow, state, startStep, at);
  const sending = { parts: sendingParts(extension), part: 0, sent: 0, next: startStep };
  return startSending(state, sending, at);
}
