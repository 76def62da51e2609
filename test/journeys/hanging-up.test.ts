import { describe, expect } from 'vitest';
import type { ScriptedCaller } from '../../emulator/scripted-caller.ts';
import { journey, toReadBack } from './support/line.ts';

const moments: [
  where: string,
  arrive: (caller: ScriptedCaller) => Promise<void>,
  outcome: string,
][] = [
  ['in the welcome', (caller) => caller.hears('Welcome'), 'abandoned'],
  ['at the menu', (caller) => caller.hears('press 1'), 'abandoned'],
  [
    'while keying the account number',
    async (caller) => {
      await caller.hears('press 1');
      caller.presses('1');
      await caller.hears('account number');
      caller.presses('1234');
    },
    'abandoned',
  ],
  [
    'in the last words',
    async (caller) => {
      await caller.hears('press 1');
      caller.presses('1');
      await caller.hears('account number');
      caller.presses('12345678#');
      await caller.hears('1 2 3 4 5 6 7 8');
      caller.presses('1');
      await caller.hears('Goodbye');
    },
    'completed',
  ],
  [
    'in the words after giving up',
    async (caller) => {
      await caller.hears('press 1');
      caller.presses('7');
      await caller.hears('Please press 1');
      caller.presses('7');
      await caller.hears('Press 1, 2 or 3');
      caller.presses('7');
      await caller.hears('someone to help');
    },
    'no-match',
  ],
];

describe('a caller hangs up', () => {
  for (const [where, arrive, outcome] of moments) {
    journey(`${where}: the call is over at once, ${outcome}`, async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await arrive(caller);
      await caller.hangsUp();
      const { call, timeline } = await line.record();
      expect(call).toMatchObject({ state: 'ended', outcome, code: 200, subCode: 540000 });
      expect(timeline.at(-1)?.words).toBe(`ended: ${outcome}`);
      expect(line.host.durable.instance(call.callId)?.status).toBe('Completed');
      expect(await line.requests(':terminate')).toEqual([]);
    });
  }

  journey(
    'before anybody answers, and the answer that comes too late is not an error',
    async (line) => {
      const { first: caller } = line;
      await line.faults({ incomingCall: { delaySeconds: 5 } });
      await caller.rings();
      await line.passes(2000);
      await caller.hangsUp();
      await line.passes(10_000);
      expect((await line.record()).call).toMatchObject({ outcome: 'not-answered', subCode: 8522 });
      expect(line.logged.filter((row) => row.level === 'error')).toEqual([]);
    },
  );

  journey('right when the line hangs up, and the outcome stands', async (line) => {
    const { first: caller } = line;
    await toReadBack(caller);
    caller.presses('1');
    await caller.hears('Goodbye');
    await caller.listens();
    await caller.hangsUp();
    expect((await line.record()).call.outcome).toBe('completed');
    expect(line.logged.filter((row) => row.level !== 'info')).toEqual([]);
  });
});
