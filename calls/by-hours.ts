import type { Flow, Step } from './flow.ts';
import { type Hours, hoursAt } from './opening-hours.ts';

/** Where a step leads that is not entered itself, because of the time: and why, in words. */
export interface ByHours {
  to: string;
  words: string;
}

/**
 * Where a step leads at once at `at` (ISO 8601 UTC): a step that asks for the hours always, an escalate step when nobody is
 * there. Nothing for a step that is entered.
 */
export function byHours(flow: Flow, step: Step, at: string): ByHours | undefined {
  if (step.kind === 'hours') {
    const hours = hoursOf(flow, step.calendar, at);
    const to = step[hours];
    return { to, words: `${step.calendar}: ${WORDS[hours]}, goes on to ${to}` };
  }
  if (step.kind !== 'escalate' || step.hours === undefined) return undefined;
  const hours = hoursOf(flow, step.hours, at);
  if (hours === 'open') return undefined;
  const words = `${step.hours}: ${WORDS[hours]}, nobody is offered the call, goes on to ${step.otherwise}`;
  return { to: step.otherwise, words };
}

const WORDS: Record<Hours, string> = {
  open: 'open',
  closed: 'closed',
  holiday: 'closed for a holiday',
};

/** A flow is checked before it is used, so a missing calendar is a bug. */
function hoursOf({ hours = {} }: Flow, name: string, at: string): Hours {
  const calendar = hours[name];
  if (!calendar) throw new Error(`the flow has no hours "${name}"`);
  return hoursAt(calendar, at);
}
