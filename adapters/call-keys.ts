import type { ToneRow } from '../calls/rows.ts';

/** The table keys of design, section 5. All of them follow from the callId, the turn and the index. */

const CALL_ID = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})-[0-9a-f]{12}$/;
const ROW_KEY = /^\d{10}-\d{8}T\d{6}-[0-9a-f]{12}$/;
const LATEST = 9_999_999_999;

/** Whether `text` is a callId: `20261120T101502-3f9a0c1be27d`. Only then may it be used as an instance id or in a query. */
export function isCallId(text: string): boolean {
  return CALL_ID.test(text) && !Number.isNaN(startOf(text));
}

/** Whether `text` is a row key of `Calls`, which is what the list gives back as `next`. */
export function isCallRowKey(text: string): boolean {
  return ROW_KEY.test(text);
}

/** The UTC day of a call, the partition of `Calls`: `20261120`. */
export function dayPartition(callId: string): string {
  return callId.slice(0, 8);
}

/** The UTC day of a time in milliseconds since 1970, as the partition of `Calls` has it: `20261120`. */
export function dayAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
}

/** `<9999999999 − epoch seconds>-<callId>`: the newest call comes first. */
export function callRowKey(callId: string): string {
  return `${countdown(startOf(callId) / 1000)}-${callId}`;
}

/** The row keys of one UTC day (`2026-11-20`): at least `from`, below `to`. */
export function rowKeysOfDay(day: string): { from: string; to: string } {
  const begin = Date.parse(`${day}T00:00:00Z`) / 1000;
  return { from: countdown(begin + 86_399), to: countdown(begin - 1) };
}

/** `<turn>`, four digits. */
export function digitsRowKey(turn: number): string {
  return padded(turn, 4);
}

/** `<turn>.<index>`, four and three digits. */
export function timelineRowKey(turn: number, index: number): string {
  return `${padded(turn, 4)}.${padded(index, 3)}`;
}

/** `<participant>:<session>:<sequenceId>`, four and ten digits, so that key order is the order pressed; a gap ends in `:gap`. */
export function toneRowKey(
  row: Pick<ToneRow, 'participant' | 'session' | 'sequenceId' | 'kind'>,
): string {
  const { participant, session, sequenceId, kind } = row;
  const key = `${participant}:${padded(session, 4)}:${padded(sequenceId, 10)}`;
  return kind === 'gap' ? `${key}:gap` : key;
}

function startOf(callId: string): number {
  const [, year, month, day, hour, minute, second] = CALL_ID.exec(callId) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function countdown(seconds: number): string {
  return padded(LATEST - seconds, 10);
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
