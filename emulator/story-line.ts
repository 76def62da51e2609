/** One line of a call's story: ms since it began as seconds, what was done, the words, and a remark to the right. */
export function storyLine(offsetMs: number, verb: string, words = '', remark = ''): string {
  const at = `${(offsetMs / 1000).toFixed(2).padStart(9)} s`;
  const told = `${at}  ${verb.padEnd(8)}  ${printable(words)}`;
  return (remark ? `${told.padEnd(60)}  ${printable(remark)}` : told).trimEnd();
}

/**
 * Text from elsewhere as it may go to a terminal: control characters and those that turn the reading direction are
 * shown as an escape, so that no prompt and no row can move the cursor or forge a line.
 */
export function printable(text: string): string {
  return text.replace(HIDDEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

const HIDDEN = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;
