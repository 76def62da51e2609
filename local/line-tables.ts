import type { KeptSwitch, SwitchedLine } from './line-api.ts';
import { textTable } from './text-table.ts';

const HEADINGS = ['Number', 'New callers', 'Words', 'By', 'Since (UTC)'];
/** So much of a text that a row stays on one line of a terminal. */
const WORDS = 50;

/** How the numbers stand, then the last changes, the newest first. */
export function lineTables({ numbers, changes }: SwitchedLine): string {
  const isOn = numbers.filter(({ state }) => state !== 'off');
  const stands =
    isOn.length > 0 ? textTable(HEADINGS, isOn.map(cells)) : 'New callers are served by the menu.';
  if (changes.length === 0) return stands;
  return `${stands}\n\nThe last changes\n${textTable(HEADINGS, changes.map(cells))}`;
}

function cells({ number, state, to, hangUp, text = '', ...told }: KeptSwitch): string[] {
  return [
    number,
    [state, to, hangUp ? 'then hang up' : undefined].filter(Boolean).join(' '),
    text.length > WORDS ? `${text.slice(0, WORDS - 2)} …` : text,
    told.changedBy ?? '',
    told.changedAt?.slice(0, 19).replace('T', ' ') ?? '',
  ];
}
