import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Switches } from '../../local/durable/switches.ts';
import { CARRY_OUT } from '../../orchestrations/names.ts';
import { tablesConnectionString } from '../support/tables.ts';
import {
  CALLBACK_LINE,
  callbacks,
  callbacksInLine,
  everybodyIsBusy,
  leavesForCallback,
  stepsOut,
} from './support/callback-line.ts';
import { called } from './support/called.ts';
import { journey, type Line, startLine } from './support/line.ts';
import { ANN, inLine, joins, nothingIsLeft, recordOf, takes } from './support/queue-line.ts';
import { type TablesProxy, tablesProxy } from './support/tables-proxy.ts';

/** A callback is asked for between two others, whatever happens: there is one, in its place. */
async function isCalledBack(line: Line): Promise<void> {
  await everybodyIsBusy(line);
  await joins(line, 71);
  await leavesForCallback(line, 72);
  await joins(line, 73);
  await line.passes(40_000);
  expect(await inLine()).toEqual(['71', '72', '73']);
  expect(await callbacksInLine()).toEqual(['72']);
  expect(await callbacks()).toMatchObject([{ number: '+15550172', state: 'in-line' }]);
  const { call, timeline } = await recordOf(line, 72);
  expect(call).toMatchObject({ outcome: 'completed', queueExit: 'callback' });
  expect(timeline.filter(({ type }) => type === 'callback-taken')).toHaveLength(1);
}

/** Activities die as long as some are left to. */
function mortal(when: 'before' | 'after') {
  const left = { deaths: 0 };
  const switches: Switches = {
    activityDies(name) {
      if (name !== CARRY_OUT || left.deaths === 0) return undefined;
      left.deaths -= 1;
      return when;
    },
  };
  return { left, switches };
}

describe('a callback that is asked for', () => {
  for (const when of ['before', 'after'] as const) {
    journey(
      `is taken down once though the worker dies in every turn, ${when} its work was done`,
      isCalledBack,
      {
        ...CALLBACK_LINE,
        switches: {
          activityDies: (name, attempt) =>
            name === CARRY_OUT && attempt % 2 === 1 ? when : undefined,
        },
      },
    );

    const twice = mortal(when);
    journey(
      `is asked for again when the turn is lost, ${when} its work was done`,
      async (line) => {
        await everybodyIsBusy(line);
        const caller = await stepsOut(line, 71);
        twice.left.deaths = 2;
        await caller.presses('1');
        await caller.hears('We will call you back');
        await caller.isHungUpOn();
        expect(twice.left.deaths).toBe(0);
        expect(await callbacks()).toMatchObject([{ number: '+15550171' }]);
        expect(await callbacksInLine()).toEqual(['71']);
      },
      { ...CALLBACK_LINE, switches: twice.switches },
    );

    const often = mortal(when);
    journey(
      `is withdrawn when that is lost too, ${when} its work was done, and the caller is back in line`,
      async (line) => {
        await everybodyIsBusy(line);
        const caller = await stepsOut(line, 71);
        await joins(line, 72);
        await line.passes(3_000);
        often.left.deaths = 4;
        await caller.presses('1');
        await caller.hears('we cannot take that down now');
        expect(often.left.deaths).toBe(0);
        expect(await callbacks()).toEqual([]);
        await line.passes(10_000);
        expect(await inLine()).toEqual(['71', '72']);
        expect(await callbacksInLine()).toEqual([]);
        await called(line, ANN).hangsUp();
        expect(await takes(line, ANN)).toBe('71');
        expect((await recordOf(line, 71)).call).toMatchObject({ queueExit: 'accepted' });
      },
      { ...CALLBACK_LINE, switches: often.switches },
    );
  }

  const again = { isOn: false };
  journey(
    'is taken down once though the turn is carried out twice',
    async (line) => {
      await everybodyIsBusy(line);
      const caller = await stepsOut(line, 71);
      again.isOn = true;
      await caller.presses('1');
      await caller.isHungUpOn();
      expect(await callbacks()).toMatchObject([{ number: '+15550171', tries: 0 }]);
      expect(await inLine()).toEqual(['71']);
      expect(await callbacksInLine()).toEqual(['71']);
    },
    {
      ...CALLBACK_LINE,
      switches: { activityRunsTwice: (name) => again.isOn && name === CARRY_OUT },
    },
  );
});

describe('tables that are away', () => {
  let proxy: TablesProxy;
  beforeAll(async () => {
    proxy = await tablesProxy(tablesConnectionString());
  });
  afterAll(() => proxy.stop());

  test('keep no caller from waiting on, who is in line again when they are there', async () => {
    const line = await startLine({ ...CALLBACK_LINE, tables: proxy.connectionString });
    line.caller(); // from here on time passes with the test
    try {
      await everybodyIsBusy(line);
      const caller = await stepsOut(line, 71);
      await joins(line, 72);
      await line.passes(3_000);
      proxy.cut();
      await caller.presses('1');
      await caller.hears('we cannot take that down now');
      await line.passes(15_000);
      expect((await caller.all())[0]?.hearing?.content).toContain('music.wav');
      proxy.mend();
      await line.passes(15_000);
      expect(await inLine()).toEqual(['71', '72']);
      expect(await callbacks()).toEqual([]);
      await called(line, ANN).hangsUp();
      expect(await takes(line, ANN)).toBe('71');
      await called(line, ANN).hangsUp();
      expect(await takes(line, ANN)).toBe('72');
      await called(line, ANN).hangsUp();
      await nothingIsLeft(line);
    } finally {
      proxy.mend();
      await line.stop();
    }
  });

  test('when the caller steps out leave no row behind that somebody else waits for', async () => {
    const line = await startLine({ ...CALLBACK_LINE, tables: proxy.connectionString });
    line.caller();
    try {
      await everybodyIsBusy(line);
      const caller = await joins(line, 71);
      await caller.hears('To be called back, press 1.');
      await line.passes(3_000);
      proxy.cut();
      await caller.presses('1');
      await caller.hears('We can call you back on');
      proxy.mend();
      expect(await inLine()).toEqual(['71']);
      await caller.presses('1');
      await caller.isHungUpOn();
      await line.passes(1_000);
      expect(await inLine()).toEqual(['71']);
      expect(await callbacksInLine()).toEqual(['71']);
    } finally {
      proxy.mend();
      await line.stop();
    }
  });
});
