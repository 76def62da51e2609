import { afterEach } from 'vitest';
import { openTelephony } from '../../../adapters/acs.ts';
import { parseConfig } from '../../../adapters/config.ts';
import type { Origin, Telephony } from '../../../calls/ports.ts';
import { type Answer, type Recorded, recordingServer } from './recording-server.ts';

export const CONNECTION = '411f6d00-1d3f-425b-9d7d-df971f16564b';
export const KEY = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ=';

export const origin: Origin = {
  callId: '20261120T101502-3f9a0c1be27d',
  callConnectionId: CONNECTION,
  turn: 3,
  index: 1,
  at: '2026-11-20T10:15:04.677Z',
};

export interface Setup {
  telephony: Telephony;
  requests: Recorded[];
  /** Milliseconds the adapter waited on its clock, one entry a wait. */
  waits: number[];
  log: { level: string; event: string; fields?: object }[];
}

const started: { stop(): void }[] = [];

afterEach(() => {
  for (const server of started.splice(0)) server.stop();
});

/** A server that answers as told until the test is over. */
export async function acsAnswering(...answers: [Answer, ...Answer[]]) {
  const server = await recordingServer(...answers);
  started.push(server);
  return server;
}

/** The adapter in front of such a server; waits on its clock take no time. */
export async function telephonyWith(...answers: [Answer, ...Answer[]]): Promise<Setup> {
  const server = await acsAnswering(...answers);
  return { ...telephonyAt(server.endpoint), requests: server.requests };
}

export function telephonyAt(
  endpoint: string,
  env: Record<string, string> = {},
): Omit<Setup, 'requests'> {
  const parsed = parseConfig({
    ACS_CONNECTION_STRING: `endpoint=${endpoint}/;accesskey=${KEY}`,
    ...env,
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const waits: number[] = [];
  const log: Setup['log'] = [];
  const telephony = openTelephony({
    config: parsed.config,
    timeoutMs: 300,
    log: (level, event, fields) => log.push({ level, event, fields }),
    clock: {
      now: () => 0,
      wait: async (ms) => {
        waits.push(ms);
      },
    },
  });
  return { telephony, waits, log };
}
