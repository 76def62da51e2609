import { again, type Judged, unanswered } from './decision.ts';
import type { Menu } from './flow.ts';
import type { Heard } from './recognition.ts';
import type { Attempts } from './state.ts';
import { isKey } from './tones.ts';

/**
 * What a finished recognition means to a menu. A key that leads nowhere is a no-match, silence a no-input; each has its own
 * count, since the caller who is lost is not the caller who is away.
 */
export function afterMenu(menu: Menu, attempts: Attempts, heard: Heard): Judged {
  switch (heard.result) {
    case 'complete':
    case 'terminated':
    case 'partial': {
      const target = isKey(heard.digits) ? menu.keys[heard.digits] : undefined;
      return target
        ? { result: 'complete', decision: { to: 'step', step: target } }
        : { result: 'no-match', decision: again(attempts, 'no-match') };
    }
    default:
      return unanswered(attempts, heard.result);
  }
}
