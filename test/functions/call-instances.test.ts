import * as df from 'durable-functions';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallStart } from '../../calls/begin.ts';
import { realClock } from '../../emulator/clock.ts';
import { type CallInstances, callInstances } from '../../functions/call-instances.ts';
import { type Host, startHost } from '../../local/functions/host.ts';
import { CALL, CALL_EVENT } from '../../orchestrations/names.ts';
import { CALL_ID, fakeDeps, NOW } from './support/fakes.ts';

/** The unmodified Durable client, against the local host: its errors are only told apart by their text. */
let host: Host;
let instances: CallInstances;

beforeEach(async () => {
  host = await startHost({
    clock: realClock(),
    port: 0,
    hostJson: {},
    load() {
      df.app.orchestration(CALL, function* (context) {
        yield context.df.waitForExternalEvent(CALL_EVENT);
        return { outcome: 'completed' };
      });
      df.app.client.http('takeClient', {
        handler: (_request, client) => {
          instances = callInstances(client);
          return { status: 204 };
        },
      });
    },
  });
  await fetch(`${host.url}/api/takeClient`);
});

afterEach(() => host.stop());

const UNKNOWN = '20261120T101502-000000000000';
const event = { type: 'CallSilent', id: '1', at: NOW, state: 'gone' } as const;

function start(callId: string): CallStart {
  const { flow } = fakeDeps().deps;
  return {
    callId,
    incomingCallContext: 'secret',
    from: '+15550100',
    to: '+15550199',
    at: NOW,
    flow,
  };
}

test('a call starts once, however often it is started', async () => {
  expect(await instances.start(start(CALL_ID))).toBe('started');
  expect(await instances.start(start(CALL_ID))).toBe('running');
  expect(await instances.look(CALL_ID)).toEqual({ is: 'running' });
});

test('a call that is over tells what it returned, and takes no event any more', async () => {
  const callId = '20261120T101503-3f9a0c1be27d';
  await instances.start(start(callId));
  expect(await instances.raise(callId, event)).toBe('raised');
  await host.idle();
  expect(await instances.look(callId)).toEqual({ is: 'over', output: { outcome: 'completed' } });
  expect(await instances.raise(callId, event)).toBe('raised');
});

test('a call that never was is unknown', async () => {
  expect(await instances.raise(UNKNOWN, event)).toBe('unknown');
  expect(await instances.look(UNKNOWN)).toEqual({ is: 'unknown' });
});

test('a host that is away is an outage, told without what was sent', async () => {
  await host.stop();
  const failed = await instances.start(start(UNKNOWN)).catch((error: Error) => error.message);
  expect(failed).toBe('Durable Functions could not start a call.');
  await expect(instances.raise(CALL_ID, event)).rejects.toThrow('could not raise an event');
  await expect(instances.look(CALL_ID)).rejects.toThrow('could not look at a call');
});
