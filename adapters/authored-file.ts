import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { type FlowMistake, mistakesReport, oneLine } from './flow-report.ts';
import type { Placed } from './flow-yaml.ts';

/** Everything that is wrong with a file that people write; `report` tells the same to people. */
export interface BrokenFile {
  ok: false;
  mistakes: FlowMistake[];
  report: string;
}

export type AuthoredText = { ok: true; text: string } | { ok: false; code?: string; why: Placed };

/**
 * Reads a file that people write, UTF-8. Never rejects: why it cannot be read is a mistake at its beginning, and in `code` what
 * the system calls it. `kind` is what the file describes, `example` a file that shows how.
 */
export async function readAuthored(
  path: string,
  kind: string,
  example: string,
): Promise<AuthoredText> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error)
    return { ok: false, code: bytes.code, why: atTop(unreadable(bytes, kind, example)) };
  if (!isUtf8(bytes))
    return { ok: false, why: atTop('the file is not text in UTF-8. Save it as UTF-8.') };
  return { ok: true, text: bytes.toString('utf8') };
}

/** The mistakes of a file in the order of their places, each once. */
export function brokenFile(file: string, placed: Placed[]): BrokenFile {
  const mistakes = placed
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map(({ line, column, message }) => ({ file, line, column, message: oneLine(message) }))
    .filter((mistake, index, all) => !isDeepStrictEqual(mistake, all[index - 1]));
  return { ok: false, mistakes, report: mistakesReport(file, mistakes) };
}

/** A mistake of a file as a whole. */
export function atTop(message: string): Placed {
  return { line: 1, column: 1, message };
}

function unreadable(
  { code, message }: NodeJS.ErrnoException,
  kind: string,
  example: string,
): string {
  switch (code) {
    case 'ENOENT':
      return `there is no such file. Name another, or write it; ${example} shows how.`;
    case 'EISDIR':
      return `this is a folder. Name the ${kind} file in it.`;
    case 'EACCES':
    case 'EPERM':
      return 'the file may not be read. Give yourself the permission to.';
    default:
      return `the file cannot be read: ${message}`;
  }
}
