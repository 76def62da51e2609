import { styleText } from 'node:util';
import { FILE } from '../adapters/flow-entities.ts';
import type { Flow } from '../calls/flow.ts';
import type { CurrentVersion, FlowList } from './line-flows.ts';
import { many } from './many.ts';
import { textTable } from './text-table.ts';

/** How large a flow is, and its version. */
export function counted({ steps, version }: Flow): string {
  const kinds = Object.values(steps).map((step) => step.kind);
  const of = (kind: string) => kinds.filter((other) => other === kind).length;
  return `${many(kinds.length, 'step')}, ${many(of('menu'), 'menu')}, ${many(of('gather'), 'gather')}; version ${version}`;
}

/** A report of mistakes, whose last line says how many there are. */
export function inColour(report: string): string {
  const lines = report.split('\n');
  return [...lines.slice(0, -1), red(lines.at(-1) ?? '')].join('\n');
}

export function red(text: string): string {
  return styleText('red', text, { stream: process.stderr });
}

/** A version as a part of a sentence. */
export function named(version: string): string {
  return version === FILE ? 'the flow that the line was deployed with' : `version ${version}`;
}

/** Who made a version current, and when, as a part of a sentence. */
export function since({ setBy, setAt }: CurrentVersion): string {
  return setAt ? `, since ${when(setAt)} (UTC) by ${setBy}` : '';
}

/** The versions as a table, the newest first, and the file as the last; a star marks the one that new calls take. */
export function versionsTable({ current, file, versions }: FlowList): string {
  const mark = (version: string) => (version === current.version ? '*' : '');
  const rows = versions.map(({ version, publishedAt, publishedBy, note = '' }) => [
    mark(version),
    version,
    when(publishedAt),
    publishedBy,
    note,
  ]);
  const deployed = [mark(FILE), FILE, '', '', `deployed with the line: ${file.version}`];
  return textTable(['', 'Version', 'Published (UTC)', 'By', 'Note'], [...rows, deployed]);
}

function when(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}
