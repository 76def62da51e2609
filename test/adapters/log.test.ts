import { expect, test } from 'vitest';
import { maskNumber, maskNumbers, openLog } from '../../adapters/log.ts';

function lineOf(fields: Record<string, string | number | readonly string[] | undefined>) {
  const lines: string[] = [];
  const log = openLog(
    (line) => lines.push(line),
    () => Date.parse('2026-11-20T10:15:04.677Z'),
  );
  log('info', 'turn', fields);
  expect(lines).toHaveLength(1);
  return lines[0];
}

test('a line is one JSON object with time, level and event first', () => {
  expect(lineOf({ callId: '20261120T101502-3f9a0c1be27d', turn: 4 })).toBe(
    '{"at":"2026-11-20T10:15:04.677Z","level":"info","event":"turn","callId":"20261120T101502-3f9a0c1be27d","turn":4}',
  );
});

test.each(['digits', 'tones', 'tone'])('%s are never in the log', (field) => {
  const line = lineOf({ [field]: '12345678#' });
  expect(line).toContain(`"${field}":"•"`);
  expect(line).not.toContain('1234');
});

test('digits that are absent are not made up', () => {
  expect(lineOf({ digits: undefined })).not.toContain('digits');
});

test('phone numbers keep their last two digits wherever they stand', () => {
  const line = lineOf({
    from: '+15550100',
    reason: 'no answer from 4:+442071838750',
    commands: ['dial +15550123'],
  });
  expect(line).toContain('"from":"+••••••00"');
  expect(line).toContain('no answer from 4:+••••••••••50');
  expect(line).toContain('dial +••••••23');
});

test('a withheld number and the zone of a time stay as they are', () => {
  expect(maskNumber('anonymous')).toBe('anonymous');
  expect(maskNumbers('2026-11-20T08:59:24+00:00')).toBe('2026-11-20T08:59:24+00:00');
});
