import { notSent } from './after-sending.ts';
import { end, hangUp } from './ending.ts';
import type { CallSilent } from './events.ts';
import type { Flow } from './flow.ts';
import { afterResult } from './media.ts';
import type { CallState, Turn } from './state.ts';

/**
 * Nothing was heard of the call for too long. If ACS no longer knows it, it is over. If it is up, the result of what is said or
 * asked was lost: that is asked again and then given up, like anything ACS could not do. Keys that came meanwhile are not guessed
 * from.
 */
export function afterSilence(flow: Flow, before: CallState, { state, at }: CallSilent): Turn {
  if (state === 'gone') return end(before, before.ending ?? 'lost', at);
  if (before.phase !== 'talking') return hangUp(before, before.ending ?? 'lost', at);
  if (before.sending) return notSent(flow, before, at);
  return afterResult(flow, before, { result: 'failed', digits: '' }, at);
}
