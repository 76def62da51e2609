import type { Recognize } from '../commands.ts';
import { isMusic } from '../holding.ts';
import type { CallState, Draft } from '../state.ts';
import { openAtCaller } from './escalation.ts';

/**
 * Asks the agent something. What still asks them is cut off, and so is music that is played to the caller in the place of hold, where
 * both share a leg (ACS protocol reference, section 7): ACS tells whether it was.
 */
export function askAgent(before: CallState, question: Omit<Recognize, 'operationContext'>): Draft {
  const open = openAtCaller(before);
  const interrupt = before.open.length > open.length || before.open.some(isMusic);
  return { state: { ...before, open }, wanted: [{ ...question, interrupt }] };
}
