const TONES: Record<string, string> = {
  0: 'zero',
  1: 'one',
  2: 'two',
  3: 'three',
  4: 'four',
  5: 'five',
  6: 'six',
  7: 'seven',
  8: 'eight',
  9: 'nine',
  A: 'a',
  B: 'b',
  C: 'c',
  D: 'd',
  '#': 'pound',
  '*': 'asterisk',
};

/** The names of the tones on the wire (ACS protocol reference, section 8). */
export const TONE_NAMES = Object.values(TONES);

/** The wire name of a key. */
export function toneOf(key: string): string {
  const tone = TONES[key];
  if (!tone) throw new Error(`not a telephone key: ${key}`);
  return tone;
}

/** The key of a wire name; the name itself when no key has it. */
export function keyOf(tone: string): string {
  return Object.keys(TONES).find((key) => TONES[key] === tone) ?? tone;
}

/** Whether a character is a telephone key. */
export function isKey(character: string): boolean {
  return character in TONES;
}
