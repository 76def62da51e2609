/** The number that a person typed, as it is dialled (E.164): spaces, hyphens and brackets go. Nothing if it is none. */
export function dialledNumber(typed: string): string | undefined {
  const plain = typed.replace(/[\s()-]/g, '');
  return /^\+[1-9]\d{1,14}$/.test(plain) ? plain : undefined;
}
