import { styleText } from 'node:util';
import { printable } from '../emulator/story-line.ts';

/** A table for a terminal: headings, then a line for each row, every column as wide as its widest cell. */
export function textTable(headings: string[], rows: string[][]): string {
  const printed = rows.map((row) => row.map(printable));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...printed.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [styleText('bold', line(headings)), ...printed.map(line)].join('\n');
}
