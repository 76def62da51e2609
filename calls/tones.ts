/** The sixteen DTMF keys as text: what people write, tables keep and flows are made of. */
export const KEYS = '0123456789ABCD*#';

/** One DTMF key as text. */
export type Key =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | 'A'
  | 'B'
  | 'C'
  | 'D'
  | '*'
  | '#';

const WIRE_NAMES: Record<Key, string> = {
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
  '*': 'asterisk',
  '#': 'pound',
};

const KEYS_BY_NAME = new Map(Object.entries(WIRE_NAMES).map(([key, name]) => [name, key as Key]));

/** The name a key has on the wire (ACS protocol reference, section 8). */
export function toneName(key: Key): string {
  return WIRE_NAMES[key];
}

/** The key behind a wire name; nothing for a name we do not know, as the list may grow (section 8). */
export function keyOfTone(name: string): Key | undefined {
  return KEYS_BY_NAME.get(name.toLowerCase());
}

/** Whether `text` is one of the sixteen keys. */
export function isKey(text: string): text is Key {
  return text.length === 1 && KEYS.includes(text);
}

/** Digits as a voice has to speak them: one after the other. `1234#` becomes `1 2 3 4 hash`. */
export function spoken(digits: string): string {
  return [...digits].map((key) => SPOKEN[key] ?? key).join(' ');
}

const SPOKEN: Record<string, string> = { '*': 'star', '#': 'hash' };
