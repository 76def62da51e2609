import { styleText } from 'node:util';
import { printable } from '../emulator/story-line.ts';
import type { ListedCall } from './line-api.ts';

const HEADINGS = ['Started (UTC)', 'Lasted', 'From', 'To', 'Outcome', 'Step', 'Call'];

/** Calls as a table, in the order they come in; the last column is what `npm run calls -- <callId>` takes. */
export function callsTable(calls: ListedCall[]): string {
  const rows = calls.map((call) => cells(call).map(printable));
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [styleText('bold', line(HEADINGS)), ...rows.map(line)].join('\n');
}

function cells(call: ListedCall): string[] {
  return [
    call.startedAt.slice(0, 19).replace('T', ' '),
    lasted(call),
    call.from,
    call.to,
    call.outcome ?? `(${call.state})`,
    call.step ?? '',
    call.callId,
  ];
}

function lasted({ startedAt, endedAt }: ListedCall): string {
  if (endedAt === undefined) return '';
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
