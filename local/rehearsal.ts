import type { Flow, Gather, Menu } from '../calls/flow.ts';
import { wayOut } from '../calls/walking.ts';

/** One move of a caller who knows the line: what they wait for, and what they key then. */
export interface Move {
  /** How the prompt begins. */
  hears: string;
  /** What is keyed; nothing where there is nothing to ask. */
  presses?: string;
  /** How many characters of the prompt the caller lets pass first: a read-back is listened to, a menu is keyed over. */
  listensTo: number;
}

/** More moves than this, and the caller gives up finding the end of the line. */
const MOST_MOVES = 30;
const DIGITS = '12345678901234567890';

/**
 * The way of a caller who takes the first key of every menu, keys a fitting number into every gather and confirms it. Works for
 * every flow that was checked, so that `npm start` can call a line its owner has just changed.
 */
export function rehearsal(flow: Flow): Move[] {
  const moves: Move[] = [];
  const visited = new Set<string>();
  let name: string | undefined = flow.start;
  while (name && moves.length < MOST_MOVES) {
    const step = flow.steps[name];
    if (!step) break;
    visited.add(name);
    switch (step.kind) {
      case 'say':
      case 'hangUp':
        if (step.say) moves.push({ hears: opening(step.say), listensTo: step.say.length });
        name = wayOut(step);
        break;
      case 'menu': {
        const [key, target] = pick(step, visited);
        moves.push({ hears: opening(step.prompts[0] ?? ''), presses: key, listensTo: 8 });
        name = target;
        break;
      }
      case 'gather':
        moves.push(...keyIn(step));
        name = step.next;
    }
  }
  return moves;
}

function pick(menu: Menu, visited: ReadonlySet<string>): [key: string, target: string] {
  const ways = Object.entries(menu.keys);
  return ways.find(([, target]) => !visited.has(target)) ?? ways[0] ?? ['', menu.otherwise];
}

function keyIn(gather: Gather): Move[] {
  const digits = DIGITS.slice(0, gather.min);
  const presses = `${digits}${gather.terminators[0] ?? ''}`;
  const asked = { hears: opening(gather.prompts[0] ?? ''), presses, listensTo: 8 };
  if (!gather.readBack) return [asked];
  const spoken = gather.readBack.indexOf('{digits}') + 2 * digits.length;
  return [asked, { hears: opening(gather.readBack), presses: '1', listensTo: spoken }];
}

/** The words before the first value that is filled in. */
function opening(prompt: string): string {
  return (prompt.split('{')[0] ?? '').slice(0, 40).trim();
}
