import { readdirSync, readFileSync } from 'node:fs';
import { metrics } from '@opentelemetry/api';
import { afterEach, expect, test } from 'vitest';
import { measured } from '../../adapters/telemetry.ts';
import { LOG_EVENTS } from '../../calls/log-events.ts';
import type { Log } from '../../calls/ports.ts';
import { localMetrics } from '../../local/metrics.ts';

afterEach(() => metrics.disable());

const CALL = '20261120T101502-3f9a0c1be27d';

/** What is measured of some lines of log, as `npm start -- --metrics` prints it, without its columns. */
async function measuredOf(lines: (log: Log) => void): Promise<string[]> {
  const local = localMetrics();
  const kept: string[] = [];
  const log = measured(
    (level, event) => kept.push(`${level} ${event}`),
    () => 1_000_000,
  );
  lines(log);
  expect(kept.length).toBeGreaterThan(0); // what is measured is logged all the same
  return (await local.lines()).map((line) => line.replace(/ +/g, ' '));
}

test('calls are counted from their ring to their end, by how they ended', async () => {
  const lines = await measuredOf((log) => {
    for (let ring = 0; ring < 3; ring += 1) log('info', 'rings', { callId: CALL });
    log('info', 'ended', { callId: CALL, outcome: 'completed', direction: 'inbound', seconds: 12 });
    log('warn', 'closed', { callId: CALL, outcome: 'lost', direction: 'inbound', seconds: 90 });
  });
  expect(lines).toEqual([
    'switchboard.calls.active 1 call',
    'switchboard.calls.duration outcome=completed 1 times, 12-12 s, mean 12.0',
    'switchboard.calls.duration outcome=lost 1 times, 90-90 s, mean 90.0',
    'switchboard.calls.ended outcome=completed direction=inbound 1 call',
    'switchboard.calls.ended outcome=lost direction=inbound 1 call',
  ]);
});

test('from a key to the next prompt is told by hop; other turns are not', async () => {
  const turn = { callId: CALL, turn: 4, ms: 30, queueMs: 9, rowsMs: 12, promptMs: 7 };
  const lines = await measuredOf((log) => {
    log('info', 'turn', { ...turn, on: 'RecognizeCompleted' });
    log('info', 'turn', { ...turn, on: 'PlayCompleted' });
    log('info', 'turn', { ...turn, on: 'RecognizeCompleted', promptMs: undefined });
  });
  expect(lines).toEqual([
    'switchboard.key_to_prompt hop=queue 1 times, 9-9 ms, mean 9.0',
    'switchboard.key_to_prompt hop=request 1 times, 7-7 ms, mean 7.0',
    'switchboard.key_to_prompt hop=rows 1 times, 12-12 ms, mean 12.0',
    'switchboard.key_to_prompt hop=total 1 times, 28-28 ms, mean 28.0',
  ]);
});

test('refusals of ACS are counted by command and codes, silent calls by how they stand', async () => {
  const lines = await measuredOf((log) => {
    log('warn', 'refused', { callId: CALL, command: 'play', code: 412, subCode: 8583 });
    log('warn', 'refused', { callId: CALL, command: 'hold', code: 503 });
    log('warn', 'silent-call', { callId: CALL, state: 'gone' });
  });
  expect(lines).toEqual([
    'switchboard.acs.refusals command=hold code=503 sub_code=0 1 request',
    'switchboard.acs.refusals command=play code=412 sub_code=8583 1 request',
    'switchboard.calls.silent state=gone 1 call',
  ]);
});

test('every event of the log that has a name is written by the line', () => {
  const sources = ['adapters', 'functions', 'orchestrations'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
  );
  const written = LOG_EVENTS.filter((event) => sources.some((text) => text.includes(`'${event}'`)));
  expect(written).toEqual([...LOG_EVENTS]);
});
