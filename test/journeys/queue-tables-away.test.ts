import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tablesConnectionString } from '../support/tables.ts';
import { areAway } from './support/agents.ts';
import { called } from './support/called.ts';
import { type Line, startLine } from './support/line.ts';
import {
  ANN,
  announced,
  inLine,
  joins,
  nothingIsLeft,
  picksUp,
  QUEUE_LINE,
  recordOf,
  takes,
} from './support/queue-line.ts';
import { type TablesProxy, tablesProxy } from './support/tables-proxy.ts';

describe('tables that are away', () => {
  let proxy: TablesProxy;
  beforeAll(async () => {
    proxy = await tablesProxy(tablesConnectionString());
  });
  afterAll(() => proxy.stop());

  /** A line on which Ann talks, and whose way to the tables can be cut. */
  function withProxy(title: string, story: (line: Line) => Promise<void>): void {
    test(title, async () => {
      const line = await startLine({ ...QUEUE_LINE, tables: proxy.connectionString });
      line.caller(); // from here on time passes with the test
      try {
        await picksUp(line, ANN);
        await areAway(line, 'bob');
        await joins(line, 70);
        await takes(line, ANN);
        await story(line);
      } finally {
        proxy.mend();
        await line.stop();
      }
    });
  }

  withProxy(
    'do not take a caller out of line, who hears music and later their place',
    async (line) => {
      const caller = await joins(line, 71);
      await caller.hears('You are number 1');
      proxy.cut();
      await line.passes(40_000);
      expect(await announced(caller)).toHaveLength(1);
      expect((await caller.all())[0]?.hearing?.content).toContain('music.wav');
      proxy.mend();
      await line.passes(40_000);
      expect((await announced(caller)).length).toBeGreaterThan(1);
      await called(line, ANN).hangsUp();
      expect(await takes(line, ANN)).toBe('71');
    },
  );

  withProxy('let nobody in, who hears so at once', async (line) => {
    proxy.cut();
    const caller = await joins(line, 71);
    await caller.hears('Sorry about that.');
    proxy.mend();
    await caller.isHungUpOn();
    await line.passes(5_000);
    expect(await inLine()).toEqual([]);
    expect((await recordOf(line, 71)).call).toMatchObject({ escalation: 'not-taken' });
  });

  withProxy('when a caller hangs up in line keep nobody waiting behind them', async (line) => {
    const first = await joins(line, 71);
    await joins(line, 72);
    proxy.cut();
    await first.hangsUp();
    await line.passes(1_000);
    proxy.mend();
    await line.passes(10_000);
    await called(line, ANN).hangsUp();
    expect(await takes(line, ANN)).toBe('72');
    expect(await inLine()).toEqual([]);
    await called(line, ANN).hangsUp();
    await nothingIsLeft(line);
  });
});
