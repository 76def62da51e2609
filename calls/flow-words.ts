/** A value as a mistake shows it: text in quotes and cut short, nothing as `empty`. */
export function quoted(value: unknown): string {
  if (value === null) return 'empty';
  if (typeof value === 'string') {
    return value.length > 40 ? `"${value.slice(0, 37)}…"` : `"${value}"`;
  }
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a set of properties' : String(value);
}

/** The words for a property that is missing or wrong, as zod's `error` wants them: what it is, then `hint`. */
export function wanted(hint: string): (issue: { input?: unknown }) => string {
  return ({ input }) =>
    input === undefined ? `is missing; ${hint}` : `is ${quoted(input)}; ${hint}`;
}

/** ` Did you mean "hours"?`, or nothing if no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const nearest = nearestName(word, candidates);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

/**
 * The candidate that differs from `word` by the fewest letters added, dropped or changed, capitals not counted; nothing
 * if more than a third of its letters differ. Of two as near, the first.
 */
export function nearestName(word: string, candidates: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const differing = distance(word.toLowerCase(), candidate.toLowerCase(), least);
    if (differing < least) [nearest, least] = [candidate, differing];
  }
  return nearest;
}

/** Levenshtein's distance; `enough` if the lengths alone differ by as much. */
function distance(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough) return enough;
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 0; row < a.length; row += 1) {
    const line = [row + 1];
    for (let column = 0; column < b.length; column += 1) {
      const change = (above[column] ?? 0) + (a[row] === b[column] ? 0 : 1);
      line.push(Math.min(change, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}
