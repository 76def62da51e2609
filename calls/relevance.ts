import type { CallEvent } from './events.ts';
import type { CallState } from './state.ts';

/**
 * Why an event must not change this call, if so. A callback's token proves the sender, not the call, and callbacks come late,
 * twice and out of order (ACS protocol reference, section 12).
 */
export function withoutEffect(state: CallState, event: CallEvent): string | undefined {
  if ('callConnectionId' in event && isForeign(state, event.callConnectionId)) {
    return 'of another call';
  }
  switch (event.type) {
    case 'PlayCompleted':
    case 'PlayFailed':
    case 'PlayCanceled':
    case 'RecognizeCompleted':
    case 'RecognizeFailed':
    case 'RecognizeCanceled':
      if (!event.operationContext || !state.open.includes(event.operationContext)) {
        return 'of an operation that is over';
      }
      return undefined;
    case 'CallConnected':
      return state.phase === 'answering' || state.phase === 'connecting' ? undefined : 'late';
    case 'AnswerFailed':
      return state.phase === 'answering' || state.phase === 'connecting' ? undefined : 'late';
    default:
      return undefined;
  }
}

function isForeign(state: CallState, callConnectionId: string): boolean {
  const ours = state.call.callConnectionId;
  return ours !== undefined && ours !== callConnectionId;
}
