import { prompt } from '../asking.ts';
import type { Prompt, Recognize } from '../commands.ts';
import type { Flow } from '../flow.ts';
import { isMusic } from '../holding.ts';
import type { CallState, Draft } from '../state.ts';
import { escalationOf, openAtCaller } from './escalation.ts';

/**
 * Asks the agent something. What still asks them is cut off, and so is music that is played to the caller in the place of hold, where
 * both share a leg (ACS protocol reference, section 7): ACS tells whether it was. What failed may run all the same, when its request
 * was carried out twice: another would be refused.
 */
export function askAgent(before: CallState, question: Omit<Recognize, 'operationContext'>): Draft {
  const open = openAtCaller(before);
  const isAgain = (escalationOf(before).offer?.failures ?? 0) > 0;
  const interrupt = isAgain || before.open.length > open.length || before.open.some(isMusic);
  return { state: { ...before, open }, wanted: [{ ...question, interrupt }] };
}

/** A text as the agent hears it: by the voice where it could not be played to them before, whatever the caller could not be played. */
export function promptForAgent(flow: Flow, state: CallState, text: string): Prompt {
  const { position } = state;
  const failed = escalationOf(state).offer?.failures ?? 0;
  const attempts = position && { ...position.attempts, failed };
  return prompt(flow, attempts ? { ...state, position: { ...position, attempts } } : state, text);
}
