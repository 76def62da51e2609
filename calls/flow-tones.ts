/**
 * What is wrong with a text of keys to send, to be put behind its name; nothing if it can be sent. Keys are 0-9 * # and A-D, `w`
 * is half a second, `W` and `,` a second.
 */
export function badTone(text: string): string | undefined {
  const at = [...text].findIndex((sign) => !/[0-9*#A-DwW,]/.test(sign));
  if (at >= 0) {
    return `has "${[...text][at]}" at position ${at + 1}; it may have 0-9, *, #, A-D, w for half a second, W or a comma for a second`;
  }
  return /[0-9*#A-D]/.test(text) ? undefined : 'has no key to send';
}
