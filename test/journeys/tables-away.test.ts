import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tablesConnectionString } from '../support/tables.ts';
import { type Line, startLine, toReadBack } from './support/line.ts';
import { type TablesProxy, tablesProxy } from './support/tables-proxy.ts';

describe('tables that are away', () => {
  let proxy: TablesProxy;
  beforeAll(async () => {
    proxy = await tablesProxy(tablesConnectionString());
  });
  afterAll(() => proxy.stop());

  /** A line whose way to the tables can be cut; mended at the end, whatever happens. */
  function withProxy(title: string, story: (line: Line) => Promise<void>): void {
    test(title, async () => {
      const line = await startLine({ tables: proxy.connectionString });
      try {
        await story(line);
      } finally {
        proxy.mend();
        await line.stop();
      }
    });
  }

  withProxy('for a while do not silence the caller, and get every row later', async (line) => {
    const caller = line.caller();
    await caller.rings();
    await caller.hears('press 1');
    proxy.cut();
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('12345678#');
    await caller.hears('1 2 3 4 5 6 7 8');
    expect((await line.api('/health')).status).toBe(503);
    proxy.mend();
    caller.presses('1');
    await caller.hears('Engineers');
    await caller.isHungUpOn();
    const { call, digits, timeline } = await line.record();
    expect(call.outcome).toBe('completed');
    expect(digits.map((row) => row.digits)).toEqual(['1', '12345678', '1']);
    expect(timeline.filter((row) => row.type === 'RecognizeCompleted')).toHaveLength(3);
  });

  withProxy('when the phone rings do not keep it from being answered', async (line) => {
    proxy.cut();
    const caller = line.caller();
    await toReadBack(caller);
    proxy.mend();
  });

  withProxy('when the phone rings have a switched line served by the flow', async (line) => {
    const body = JSON.stringify({ state: 'message', text: 'Closed.', hangUp: true });
    const changed = await fetch(`${line.host.url}/api/line`, { method: 'PUT', body });
    expect(changed.status).toBe(200);
    proxy.cut();
    const caller = line.caller();
    await caller.rings();
    await caller.hears('Welcome');
    expect(caller.phone().heard).toHaveLength(1);
    const why = 'how the line stands cannot be read';
    expect(line.logged.filter(({ reason }) => reason === why)).toMatchObject([
      { event: 'tables-unreachable', level: 'error' },
    ]);
    expect((await line.api('/line')).status).toBe(503);
    await caller.hangsUp();
    proxy.mend();
    await line.passes(20_000);
  });

  withProxy('at the end of a call get its outcome when they are back', async (line) => {
    const caller = line.caller();
    await caller.rings();
    await caller.hears('Welcome');
    proxy.cut();
    await caller.hangsUp();
    await line.passes(5000);
    proxy.mend();
    await line.passes(20_000);
    expect((await line.record()).call.outcome).toBe('abandoned');
  });

  withProxy('for good leave the outcome in the log', async (line) => {
    const caller = line.caller();
    await caller.rings();
    await caller.hears('Welcome');
    proxy.cut();
    await caller.hangsUp();
    await line.passes(120_000);
    expect(line.host.durable.instances()).toMatchObject([
      { status: 'Completed', output: { outcome: 'abandoned' } },
    ]);
    expect(line.logged).toContainEqual(
      expect.objectContaining({ event: 'outcome-not-written', outcome: 'abandoned' }),
    );
    const failed = line.logged.filter(({ event }) => event === 'unhandled');
    expect(failed.map(({ text }) => text)).toEqual(
      Array(6).fill('Function "carryOut" failed: the last rows of the call were not written'),
    );
  });
});
