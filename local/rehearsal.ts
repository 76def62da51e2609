import { byHours } from '../calls/by-hours.ts';
import type { Flow, Gather, Menu } from '../calls/flow.ts';
import { wayOut } from '../calls/walking.ts';

/** One move of a caller who knows the line: what they wait for, and what they key then. */
export interface Move {
  /** How the prompt begins, or how the address ends that it is fetched from; empty where they move once they are answered. */
  hears: string;
  /** What is keyed; nothing where there is nothing to ask. */
  presses?: string;
  /** How many characters of the prompt the caller lets pass first: a read-back is listened to, a menu is keyed over. */
  listensTo: number;
  /** Then the caller hangs up: somebody would be rung who does not know that this is a rehearsal, or a back end has the next word. */
  hangsUp?: true;
}

/** More moves than this, and the caller gives up finding the end of the line. */
const MOST_MOVES = 30;
const DIGITS = '12345678901234567890';

/**
 * The way of a caller who takes the first key of every menu, keys a fitting number into every gather and confirms it. They take
 * another key where the first leads to a person, and hang up where there is no other way. Works for every flow that was
 * checked, so that `npm start` can call a line its owner has just changed. `at` (ISO 8601 UTC): when they call, for hours.
 */
export function rehearsal(flow: Flow, at = new Date().toISOString()): Move[] {
  const moves: Move[] = [];
  const visited = new Set<string>();
  let name: string | undefined = flow.start;
  while (name && moves.length < MOST_MOVES) {
    const step = flow.steps[name];
    if (!step) break;
    visited.add(name);
    const branch = byHours(flow, step, at);
    if (branch) {
      name = branch.to;
      continue;
    }
    switch (step.kind) {
      case 'say':
      case 'hangUp':
        if (step.say) moves.push({ hears: opening(flow, step.say), listensTo: step.say.length });
        name = wayOut(step);
        break;
      case 'menu': {
        const [key, target] = pick(flow, step, visited);
        moves.push({ hears: opening(flow, step.prompts[0] ?? ''), presses: key, listensTo: 8 });
        name = target;
        break;
      }
      case 'gather':
        moves.push(...keyIn(flow, step));
        name = step.next;
        break;
      case 'sendTones':
        name = step.next;
        break;
      case 'lookup':
        // what follows is for a back end to say
        return hangingUp(moves);
      case 'escalate':
      case 'transfer':
        moves.push({ hears: opening(flow, step.say ?? ''), listensTo: 8, hangsUp: true });
        return moves;
    }
  }
  return moves;
}

/** The same moves, the last of which is followed by hanging up: without any the caller does so once they are answered. */
function hangingUp(moves: Move[]): Move[] {
  if (moves.length === 0) return [{ hears: '', listensTo: 0, hangsUp: true }];
  return moves.map((move, index) =>
    index === moves.length - 1 ? { ...move, hangsUp: true } : move,
  );
}

function pick(flow: Flow, menu: Menu, visited: ReadonlySet<string>): [key: string, target: string] {
  const ways = Object.entries(menu.keys);
  const untried = ways.filter(([, target]) => !visited.has(target));
  const alone = untried.find(([, target]) => !isToPerson(flow, target));
  return alone ?? untried[0] ?? ways[0] ?? ['', menu.otherwise];
}

/** Whether nothing but sentences is between here and somebody who is rung. */
function isToPerson(flow: Flow, name: string): boolean {
  const step = flow.steps[name];
  if (step?.kind === 'say') return isToPerson(flow, step.next);
  return step?.kind === 'escalate' || step?.kind === 'transfer';
}

function keyIn(flow: Flow, gather: Gather): Move[] {
  const digits = DIGITS.slice(0, gather.min);
  const presses = `${digits}${gather.terminators[0] ?? ''}`;
  const asked = { hears: opening(flow, gather.prompts[0] ?? ''), presses, listensTo: 8 };
  if (!gather.readBack) return [asked];
  const spoken = gather.readBack.indexOf('{digits}') + 2 * digits.length;
  return [asked, { hears: opening(flow, gather.readBack), presses: '1', listensTo: spoken }];
}

/** The words before the first value that is filled in; of a recorded text, the end of the address that it is fetched from. */
function opening({ recordings }: Flow, prompt: string): string {
  const recording = recordings[prompt];
  return recording ? `/${recording.file}` : (prompt.split('{')[0] ?? '').slice(0, 40).trim();
}
