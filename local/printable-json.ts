import { printable } from '../emulator/story-line.ts';

/** What JSON may hold as it is, a terminal may not; the escapes are JSON as well. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(printable).join('\n');
}
