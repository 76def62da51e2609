import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Flow } from '../calls/flow.ts';
import { readDraft } from '../calls/flow-draft.ts';
import { normalFlow } from '../calls/flow-normal.ts';
import { brokenRules } from '../calls/flow-rules.ts';
import { readShape } from '../calls/flow-shape.ts';
import { type FlowMistake, mistakesReport, oneLine } from './flow-report.ts';
import { type Placed, readYaml } from './flow-yaml.ts';

/** A flow that the line can run, or everything that is wrong with it; `report` tells the same to people. */
export type FlowResult =
  | { ok: true; flow: Flow }
  | { ok: false; mistakes: FlowMistake[]; report: string };

/** Most bytes of a flow as JSON: it travels by value in the input of every call's orchestration. */
const MOST_BYTES = 32 * 1024;

/** Reads a flow file, UTF-8. A file that is not there or cannot be read is a mistake like any other: never rejects. */
export async function loadFlow(path: string): Promise<FlowResult> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) return broken(path, [atTop(unreadable(bytes))]);
  return isUtf8(bytes)
    ? parseFlow(bytes.toString('utf8'), path)
    : broken(path, [atTop('the file is not text in UTF-8. Save it as UTF-8.')]);
}

/** Reads a flow from the text of a file; `fileName` is what mistakes call it. Never throws. */
export function parseFlow(text: string, fileName: string): FlowResult {
  const yaml = readYaml(text.replace(/^\uFEFF/, ''));
  if (!yaml.readable) return broken(fileName, yaml.mistakes);
  const draft = readDraft(yaml.value);
  const shape = readShape(yaml.value, draft);
  const faults = [...(shape.ok ? [] : shape.faults), ...brokenRules(draft)];
  const mistakes = [...yaml.mistakes, ...faults.map(yaml.place)];
  if (!shape.ok || mistakes.length > 0) return broken(fileName, mistakes);
  const flow = withVersion(normalFlow(shape.authored));
  const bytes = Buffer.byteLength(JSON.stringify(flow));
  if (bytes <= MOST_BYTES) return { ok: true, flow };
  return broken(fileName, [
    atTop(`the flow is ${bytes} bytes as JSON, more than ${MOST_BYTES}. Shorten its texts.`),
  ]);
}

function withVersion(flow: Omit<Flow, 'version'>): Flow {
  const digest = createHash('sha256').update(JSON.stringify(flow)).digest('hex');
  return { ...flow, version: digest.slice(0, 12) };
}

function broken(file: string, placed: Placed[]): FlowResult {
  const mistakes = placed
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map(({ line, column, message }) => ({ file, line, column, message: oneLine(message) }))
    .filter((mistake, index, all) => !isDeepStrictEqual(mistake, all[index - 1]));
  return { ok: false, mistakes, report: mistakesReport(file, mistakes) };
}

function atTop(message: string): Placed {
  return { line: 1, column: 1, message };
}

function unreadable({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'there is no such file. Name another, or write it; flows/main.yaml shows how.';
    case 'EISDIR':
      return 'this is a folder. Name the flow file in it.';
    case 'EACCES':
    case 'EPERM':
      return 'the file may not be read. Give yourself the permission to.';
    default:
      return `the file cannot be read: ${message}`;
  }
}
