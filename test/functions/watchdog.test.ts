import { expect, test } from 'vitest';
import type { CallLookup } from '../../calls/ports.ts';
import type { Instance } from '../../functions/call-instances.ts';
import { watchdog } from '../../functions/watchdog.ts';
import { CALL_ID, fakeDeps, fakeInstances, row } from './support/fakes.ts';

const now = '2026-11-20T10:30:00.000Z';
const ROSTER = [{ rawId: '4:+15550100', isOnHold: false }];
type State = CallLookup['is'];

function setup(state: State, is: Instance, call = row) {
  const hungUp: unknown[] = [];
  const asked: string[] = [];
  const days: string[] = [];
  const faked = fakeDeps({
    now,
    store: {
      silent: async (day, before) => {
        days.push(`${day} ${before}`);
        return day === '2026-11-20' ? [call] : [];
      },
    },
    telephony: {
      lookUp: async (id) => {
        asked.push(id);
        return state === 'connected' ? { is: state, roster: ROSTER } : { is: state };
      },
      hangUp: async (command, origin) => {
        hungUp.push({ command, origin });
        return { ok: true };
      },
    },
  });
  return { ...faked, ...fakeInstances({ is }), hungUp, asked, days };
}

test('calls of today and yesterday are looked at', async () => {
  const { deps, instances, days } = setup('unknown', { is: 'running' });
  await watchdog(deps, instances);
  expect(days).toEqual([`2026-11-20 ${now}`, `2026-11-19 ${now}`]);
});

test.each(['connected', 'gone'] as const)(
  'a call that runs is told once a silence that ACS has it as %s',
  async (state) => {
    const { deps, instances, raised, written, asked } = setup(state, { is: 'running' });
    await watchdog(deps, instances);
    await watchdog(deps, instances);
    const id = 'silent-2026-11-20T10:25:02.000Z';
    const roster = state === 'connected' ? { roster: ROSTER } : {};
    const event = { type: 'CallSilent', id, at: now, state, ...roster };
    expect(raised).toEqual([
      { callId: CALL_ID, event },
      { callId: CALL_ID, event },
    ]);
    expect(asked).toEqual(['411f6d00', '411f6d00']);
    expect(written).toEqual([]);
  },
);

test('nothing is done about a call while ACS cannot be asked', async () => {
  const { deps, instances, raised, written } = setup('unknown', { is: 'unknown' });
  await watchdog(deps, instances);
  expect([...raised, ...written]).toEqual([]);
});

test('a call that ACS never had an id for is gone, as far as anybody can tell', async () => {
  const { callConnectionId: _, ...unanswered } = row;
  const { deps, instances, raised, asked } = setup('connected', { is: 'running' }, unanswered);
  await watchdog(deps, instances);
  const unasked = { type: 'CallSilent', state: 'gone', isUnasked: true };
  expect(raised).toMatchObject([{ event: unasked }]);
  expect(asked).toEqual([]);
});

test('a call without an orchestration is closed as lost', async () => {
  const { deps, instances, raised, written, hungUp } = setup('gone', { is: 'unknown' });
  await watchdog(deps, instances);
  expect(raised).toEqual([]);
  expect(hungUp).toEqual([]);
  expect(written).toEqual([
    {
      call: { ...row, state: 'ended', outcome: 'lost', endedAt: now },
      byCaller: true,
      digits: [],
      tones: [],
      timeline: [expect.objectContaining({ words: 'closed by the watchdog: lost' })],
    },
  ]);
});

test('a call that is still up with nobody to steer it is hung up', async () => {
  const { deps, instances, hungUp } = setup('connected', { is: 'over', output: null });
  await watchdog(deps, instances);
  expect(hungUp).toMatchObject([{ origin: { callId: CALL_ID, callConnectionId: '411f6d00' } }]);
});

test('an outcome that the orchestration could not write is written for it', async () => {
  const output = { callId: CALL_ID, outcome: 'completed', endedAt: '2026-11-20T10:16:00.000Z' };
  const { deps, instances, written } = setup('gone', { is: 'over', output });
  await watchdog(deps, instances);
  expect(written).toMatchObject([
    { call: { state: 'ended', outcome: 'completed', endedAt: '2026-11-20T10:16:00.000Z' } },
  ]);
});

test('a call that cannot be helped keeps no other waiting, and the run says that it failed', async () => {
  const { deps, raised } = setup('gone', { is: 'running' });
  const calls = Array.from({ length: 20 }, (_, n) => ({ ...row, callId: `call-${n}` }));
  deps.store.silent = async (day) => (day === '2026-11-20' ? calls : []);
  const { instances } = fakeInstances({ is: { is: 'running' } });
  const raise: typeof instances.raise = async (callId, event) => {
    if (callId === 'call-3') throw new Error('could not raise an event');
    raised.push({ callId, event });
    return 'raised';
  };
  await expect(watchdog(deps, { ...instances, raise })).rejects.toThrow('could not raise');
  expect(raised).toHaveLength(19);
});
