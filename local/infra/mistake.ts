/** What is wrong with a file, where, and how to mend it. Lines and columns begin at 1. */
export interface Mistake {
  file: string;
  line: number;
  column: number;
  message: string;
}

/** A place in a text, as tree-sitter counts: from 0. */
interface Place {
  startPosition: { row: number; column: number };
}

export function mistakeAt(file: string, { startPosition }: Place, message: string): Mistake {
  const { row, column } = startPosition;
  return { file, line: row + 1, column: column + 1, message };
}

/** A mistake at a character of a text. */
export function mistakeIn(file: string, text: string, index: number, message: string): Mistake {
  const before = text.slice(0, index).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message };
}

/** One line for each, by file and place, and a last one that counts them. */
export function report(mistakes: readonly Mistake[], folder: string): string {
  const sorted = mistakes.toSorted(
    (one, other) =>
      one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column,
  );
  const lines = sorted.map(
    ({ file, line, column, message }) => `${file}:${line}:${column}  ${message}`,
  );
  const count = `${mistakes.length} mistake${mistakes.length === 1 ? '' : 's'}`;
  return [...lines, `${count} in ${folder}`].join('\n');
}
