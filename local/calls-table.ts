import type { ListedCall } from './line-api.ts';
import { textTable } from './text-table.ts';

const HEADINGS = ['Started (UTC)', 'Lasted', 'From', 'To', 'Outcome', 'Step', 'Agent', 'Call'];

/** Calls as a table, in the order they come in; the last column is what `npm run calls -- <callId>` takes. */
export function callsTable(calls: ListedCall[]): string {
  return textTable(HEADINGS, calls.map(cells));
}

function cells(call: ListedCall): string[] {
  return [
    call.startedAt.slice(0, 19).replace('T', ' '),
    lasted(call),
    call.from,
    call.to,
    call.outcome ?? `(${call.state})`,
    call.step ?? '',
    call.agent ?? '',
    call.callId,
  ];
}

function lasted({ startedAt, endedAt }: ListedCall): string {
  if (endedAt === undefined) return '';
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
