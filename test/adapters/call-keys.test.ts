import { expect, test } from 'vitest';
import {
  callRowKey,
  dayPartition,
  digitsRowKey,
  isCallId,
  isCallRowKey,
  rowKeysOfDay,
  timelineRowKey,
} from '../../adapters/call-keys.ts';

const CALL_ID = '20261120T101502-3f9a0c1be27d';

test('a call is kept under its UTC day, counted down from the far future', () => {
  const seconds = Date.parse('2026-11-20T10:15:02Z') / 1000;
  expect(dayPartition(CALL_ID)).toBe('20261120');
  expect(callRowKey(CALL_ID)).toBe(`${9_999_999_999 - seconds}-${CALL_ID}`);
  expect(isCallRowKey(callRowKey(CALL_ID))).toBe(true);
});

test('a later call sorts before an earlier one', () => {
  expect(callRowKey('20261120T101503-000000000000') < callRowKey(CALL_ID)).toBe(true);
});

test.each([
  ['20261120T000000-000000000000', true],
  ['20261120T235959-ffffffffffff', true],
  ['20261119T235959-ffffffffffff', false],
  ['20261121T000000-000000000000', false],
])('whether %s is of 20 November is told by its key: %s', (callId, isOfDay) => {
  const { from, to } = rowKeysOfDay('2026-11-20');
  const key = callRowKey(callId);
  expect(key >= from && key < to).toBe(isOfDay);
});

test('turns and indexes sort as numbers', () => {
  expect(digitsRowKey(7)).toBe('0007');
  expect(timelineRowKey(12, 3)).toBe('0012.003');
});

test.each([
  '',
  'search',
  '20261120T101502',
  '20261120T101502-3F9A0C1BE27D',
  '20261320T101502-3f9a0c1be27d',
  "20261120T101502-3f9a0c1be27d' or '1' eq '1",
  '20261120T101502-3f9a0c1be27d/x',
  '20261120T101502-3f9a0c1be27d\n',
])('%j is not a callId', (text) => {
  expect(isCallId(text)).toBe(false);
});

test('a callId is one', () => {
  expect(isCallId(CALL_ID)).toBe(true);
});
