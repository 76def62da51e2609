import type { OrchestrationHandler } from 'durable-functions';
import { describe, expect, test } from 'vitest';
import { orchestra } from './orchestra.ts';

describe('a sub-orchestration', () => {
  const child: Record<string, OrchestrationHandler> = {
    *child(context) {
      const input = context.df.getInput() as { fails?: boolean };
      if (input.fails) throw new Error('child broke');
      return yield context.df.callActivity('mark', 'child');
    },
  };

  test('runs as an instance of its own and answers its parent', async () => {
    const { host, start, standstill } = await orchestra({
      orchestrators: {
        ...child,
        *parent(context) {
          const answer: string = yield context.df.callSubOrchestrator('child', {}, 'the-child');
          return `${answer} answered`;
        },
      },
      activities: { mark: (who: string) => `${who} marked` },
    });
    const id = await start('parent');
    await standstill();
    expect(host.durable.instance(id)?.output).toBe('child marked answered');
    expect(host.durable.instance('the-child')).toMatchObject({
      name: 'child',
      status: 'Completed',
    });
  });

  test('has an id of its own when its parent gives none, also when two run at once', async () => {
    const { host, start, standstill } = await orchestra({
      orchestrators: {
        ...child,
        *parent(context) {
          const both = [1, 2].map(() => context.df.callSubOrchestrator('child', {}));
          return yield context.df.Task.all(both);
        },
      },
      activities: { mark: () => 'ok' },
    });
    const id = await start('parent');
    await standstill();
    expect(host.durable.instance(id)?.output).toEqual(['ok', 'ok']);
    expect(host.durable.instances()).toHaveLength(3);
  });

  test('fails its parent when it fails itself', async () => {
    const { host, start, standstill } = await orchestra({
      orchestrators: {
        ...child,
        *parent(context) {
          return yield context.df.callSubOrchestrator('child', { fails: true });
        },
      },
      activities: {},
    });
    const id = await start('parent');
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Failed' });
    expect(host.durable.instance(id)?.output).toContain(
      "Orchestrator function 'child' failed: child broke",
    );
  });

  test('under the id of a running instance is refused, not started twice', async () => {
    const { host, start, standstill } = await orchestra({
      orchestrators: {
        *waits(context) {
          return yield context.df.waitForExternalEvent('never');
        },
        *parent(context) {
          return yield context.df.callSubOrchestrator('waits', {}, 'taken');
        },
      },
    });
    await start('waits', {}, 'taken');
    const id = await start('parent');
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Failed' });
    expect(host.durable.instance('taken')).toMatchObject({ status: 'Running' });
  });
});

describe('continue as new', () => {
  test('begins a short history with the new input, generation after generation', async () => {
    const { host, start, standstill } = await orchestra({
      orchestrators: {
        *count(context) {
          const { n } = context.df.getInput() as { n: number };
          yield context.df.callActivity('note', n);
          if (n < 3) context.df.continueAsNew({ n: n + 1 });
          else return n;
        },
      },
      activities: { note: (n: number) => n },
    });
    const id = await start('count', { n: 1 });
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({
      status: 'Completed',
      input: { n: 3 },
      output: 3,
    });
    const started = host.durable.history(id).filter(({ EventType }) => EventType === 4);
    expect(started).toHaveLength(1);
  });

  test('forgets what it still waited for: a result of the generation before is dropped', async () => {
    const old = Promise.withResolvers<string>();
    const current = Promise.withResolvers<string>();
    const { host, start, raise, standstill } = await orchestra({
      orchestrators: {
        *twice(context) {
          const { again } = context.df.getInput() as { again: boolean };
          if (!again) return yield context.df.callActivity('current');
          const go = context.df.waitForExternalEvent('go');
          yield context.df.Task.any([context.df.callActivity('old'), go]);
          context.df.continueAsNew({ again: false });
        },
      },
      activities: { old: () => old.promise, current: () => current.promise },
    });
    const id = await start('twice', { again: true });
    await raise(id, 'go');
    await raise(id, 'something else'); // answered after the new generation has begun
    old.resolve('old');
    current.resolve('current');
    await standstill();
    expect(host.durable.instance(id)?.output).toBe('current');
  });

  test('keeps the events that arrive after the decision', async () => {
    const { host, start, raise, standstill } = await orchestra({
      orchestrators: {
        *collect(context) {
          const { got } = context.df.getInput() as { got: string[] };
          const event: string = yield context.df.waitForExternalEvent('item');
          const all = [...got, event];
          if (all.length < 3) context.df.continueAsNew({ got: all });
          else return all;
        },
      },
      switches: { holdBackInbox: { seed: 1, ms: 100 } },
    });
    const id = await start('collect', { got: [] });
    for (const item of ['a', 'b', 'c']) await raise(id, 'item', item);
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Completed' });
    const output = host.durable.instance(id)?.output as string[];
    expect(output.toSorted()).toEqual(['a', 'b', 'c']);
  });
});
