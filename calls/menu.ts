import { again, type Context, type Judged, operatorKey, unansweredStep } from './decision.ts';
import type { Menu } from './flow.ts';
import type { Heard } from './recognition.ts';
import type { Attempts } from './state.ts';
import { isKey } from './tones.ts';

/**
 * What a finished recognition means to a menu. A key that leads nowhere is a no-match, silence a no-input; each has its own
 * count, since the caller who is lost is not the caller who is away. 0 leads to the operator, if there is one.
 */
export function afterMenu(menu: Menu, attempts: Attempts, heard: Heard, context: Context): Judged {
  switch (heard.result) {
    case 'complete':
    case 'terminated':
    case 'partial': {
      const operator = operatorKey(heard.digits, context);
      if (operator) return operator;
      const target = isKey(heard.digits) ? menu.keys[heard.digits] : undefined;
      return target
        ? { result: 'complete', decision: { to: 'step', step: target } }
        : { result: 'no-match', decision: again(attempts, 'no-match') };
    }
    default:
      return unansweredStep(menu, attempts, heard.result, context);
  }
}
