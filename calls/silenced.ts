import { nothing } from './drafting.ts';
import type { CallState, Draft } from './state.ts';

/** What still plays or listens is stopped, and its results are stale. Nothing where nothing does. */
export function silenced(before: CallState): Draft {
  if (before.open.length === 0) return nothing(before);
  const wanted: Draft['wanted'] = [{ type: 'cancelAllMediaOperations', isOptional: true }];
  return { state: { ...before, open: [] }, wanted };
}
