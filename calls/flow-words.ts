/** A value as a mistake shows it: text in quotes and cut short, nothing as `empty`. */
export function quoted(value: unknown): string {
  if (value === null) return 'empty';
  if (typeof value === 'string') {
    return `"${value.length > 40 ? `${value.slice(0, 39)}…` : value}"`;
  }
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'a set of properties' : String(value);
}

/** A text as it is heard: it may run over several lines of the file, at each of which a voice would pause. */
export function heardText(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/** The words for a property that is missing or wrong, as zod's `error` wants them: what it is, then `hint`. */
export function wanted(hint: string): (issue: { input?: unknown }) => string {
  return ({ input }) =>
    input === undefined ? `is missing; ${hint}` : `is ${quoted(input)}; ${hint}`;
}

/** ` Did you mean "hours"?`, or nothing if no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const nearest = nearestName(word, candidates);
  return nearest === undefined ? '' : ` Did you mean ${quoted(nearest)}?`;
}

/**
 * The candidate that differs from `word` by the fewest slips, capitals not counted; nothing if that is more than a third of
 * its letters. Of two as near, the first.
 */
export function nearestName(word: string, candidates: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const differing = slips(word.toLowerCase(), candidate.toLowerCase(), least);
    if (differing < least) [nearest, least] = [candidate, differing];
  }
  return nearest;
}

/**
 * Letters added, dropped, changed, or exchanged with their neighbour, to make `b` of `a` (optimal string alignment);
 * `enough` if the lengths alone differ by as much.
 */
function slips(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough) return enough;
  const table: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => table[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    table.push(line);
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const exchanged = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (same ? 0 : 1),
          exchanged ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
