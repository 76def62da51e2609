/** Somebody who can be in a call (ACS protocol reference, section 4). Other kinds keep only their raw id. */
export type Identifier =
  | { kind: 'phoneNumber'; value: string }
  | { kind: 'communicationUser'; id: string }
  | { kind: 'unknown'; rawId: string };

/** How a withheld number is told. */
export const WITHHELD = 'anonymous';

/** E.164: a plus sign and up to 15 digits. */
export const E164 = /^\+[1-9]\d{1,14}$/;

/** The raw id of an ACS user. */
export const ACS_USER = /^8:acs:./;

export function phone(number: string): Identifier {
  return { kind: 'phoneNumber', value: number };
}

/** The service's one-string form of an identifier. */
export function rawId(identifier: Identifier): string {
  switch (identifier.kind) {
    case 'phoneNumber':
      return `4:${identifier.value}`;
    case 'communicationUser':
      return identifier.id;
    case 'unknown':
      return identifier.rawId;
  }
}

/** What a person would call it: the number, else the raw id. */
export function display(identifier: Identifier): string {
  return identifier.kind === 'phoneNumber' ? identifier.value : rawId(identifier);
}
