import { describe, expect, test } from 'vitest';
import type { Instance } from '../../functions/call-instances.ts';
import { watchOutboundSlots } from '../../functions/outbound-slots-watch.ts';
import { CALL_ID, fakeDeps, fakeInstances, NOW } from './support/fakes.ts';

const secondsAgo = (seconds: number) => new Date(Date.parse(NOW) - seconds * 1_000).toISOString();

async function freed(is: Instance, secondsTaken: number) {
  const slot = {
    ourNumber: '+15550199',
    slot: 1,
    callId: CALL_ID,
    takenAt: secondsAgo(secondsTaken),
  };
  const given: string[] = [];
  const { deps, log } = fakeDeps({
    slots: {
      taken: async () => [
        { ...slot, leg: 'call' },
        { ...slot, leg: 'agent', slot: 2 },
      ],
      free: async (callId, leg) => void given.push(`${leg} of ${callId}`),
    },
  });
  await watchOutboundSlots(deps, fakeInstances({ is }).instances);
  expect(log.map(({ event }) => event)).toEqual(given.map(() => 'slot-freed'));
  return given;
}

describe('a taken slot', () => {
  const both = [`call of ${CALL_ID}`, `agent of ${CALL_ID}`];

  test.each([0, 3_600])('stays with a call that runs, after %d s', async (seconds) => {
    expect(await freed({ is: 'running' }, seconds)).toEqual([]);
  });

  test('is freed when its call is over', async () => {
    expect(await freed({ is: 'over', output: {} }, 1)).toEqual(both);
  });

  test('is freed when its call has not begun for a minute, and not before', async () => {
    expect(await freed({ is: 'unknown' }, 59)).toEqual([]);
    expect(await freed({ is: 'unknown' }, 60)).toEqual(both);
  });
});

test('tables that are away leave it to the next run', async () => {
  const taken = () => Promise.reject(new Error('AccountKey=secret'));
  const { deps, log } = fakeDeps({ slots: { taken } });
  await watchOutboundSlots(deps, fakeInstances().instances);
  expect(log).toMatchObject([{ level: 'error', event: 'tables-unreachable' }]);
});
