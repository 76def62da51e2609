import * as df from 'durable-functions';
import { describe, expect, test } from 'vitest';
import { orchestra } from './orchestra.ts';

describe('an orchestration', () => {
  test('calls activities one after the other and returns what came of them', async () => {
    const { host, start, standstill } = await orchestra({
      orchestrators: {
        *sum(context) {
          const { from } = context.df.getInput() as { from: number };
          const one: number = yield context.df.callActivity('double', from);
          return yield context.df.callActivity('double', one);
        },
      },
      activities: { double: (n: number) => n * 2 },
    });
    const id = await start('sum', { from: 3 });
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({
      name: 'sum',
      status: 'Completed',
      input: { from: 3 },
      output: 12,
    });
  });

  test.for([
    ['text', 'two words'],
    ['text that looks like JSON', '{"a":1}'],
    ['a number', 1.5],
    ['false', false],
    ['null', null],
    ['an object', { deep: [1, { er: true }] }],
  ])('carries %s through an activity and back', async ([, value]) => {
    const { host, start, standstill } = await orchestra({
      orchestrators: {
        *echo(context) {
          return yield context.df.callActivity(
            'same',
            (context.df.getInput() as { value: unknown }).value,
          );
        },
      },
      activities: { same: (input: unknown) => input ?? null },
    });
    const id = await start('echo', { value });
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Completed', output: value });
  });

  test('knows the version that host.json gives, or the one it was started with', async () => {
    const { host, start, use, standstill } = await orchestra({
      orchestrators: {
        *versioned(context) {
          return yield context.df.callActivity('same', context.df.version);
        },
      },
      activities: { same: (version: string) => version },
    });
    const id = await start('versioned');
    const next = await use((client) => client.startNew('versioned', { input: {}, version: 'two' }));
    await standstill();
    expect(host.durable.instance(id)?.output).toBe('1.0');
    expect(host.durable.instance(next)?.output).toBe('two');
  });

  test('waits on a timer without spending real time, and sees the clock of the episode', async () => {
    const { host, start, standstill, now } = await orchestra({
      orchestrators: {
        *nap(context) {
          const began = context.df.currentUtcDateTime.getTime();
          yield context.df.createTimer(new Date(began + 3_600_000));
          return context.df.currentUtcDateTime.getTime() - began;
        },
      },
    });
    const before = now();
    const id = await start('nap');
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Completed', output: 3_600_000 });
    expect(now() - before).toBe(3_600_000);
  });

  test('lets no timer fire while an activity is at work, however long it takes', async () => {
    const { host, start, standstill, now } = await orchestra({
      orchestrators: {
        *race(context) {
          const timer = context.df.createTimer(
            new Date(context.df.currentUtcDateTime.getTime() + 1),
          );
          const work = context.df.callActivity('work');
          const winner: unknown = yield context.df.Task.any([timer, work]);
          timer.cancel();
          return winner === work ? 'the work' : 'the timer';
        },
      },
      activities: {
        work: async () => {
          for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        },
      },
    });
    const before = now();
    const id = await start('race');
    await standstill();
    expect(host.durable.instance(id)?.output).toBe('the work');
    expect(now()).toBe(before);
  });

  test('finds events that came before it waited for them, in their order', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { host, start, raise, standstill } = await orchestra({
      orchestrators: {
        *conversation(context) {
          const heard: string[] = [];
          while (heard.length < 3) {
            const word: string = yield context.df.waitForExternalEvent('word');
            heard.push(yield context.df.callActivity('repeat', word));
          }
          return heard;
        },
      },
      activities: { repeat: (word: string) => released.then(() => word.toUpperCase()) },
    });
    const id = await start('conversation');
    for (const word of ['one', 'two', 'three']) await raise(id, 'word', word);
    release();
    await standstill();
    expect(host.durable.instance(id)?.output).toEqual(['ONE', 'TWO', 'THREE']);
  });

  test('takes several activities at once and waits for all', async () => {
    const { host, start, standstill } = await orchestra({
      orchestrators: {
        *all(context) {
          const tasks = [1, 2, 3].map((n) => context.df.callActivity('double', n));
          return yield context.df.Task.all(tasks);
        },
      },
      activities: { double: (n: number) => n * 2 },
    });
    const id = await start('all');
    await standstill();
    expect(host.durable.instance(id)?.output).toEqual([2, 4, 6]);
  });

  test('hears of a failed activity with the text the real extension sends', async () => {
    const { host, errors, start, standstill } = await orchestra({
      orchestrators: {
        *careful(context) {
          try {
            yield context.df.callActivity('breaks');
          } catch (error) {
            return (error as Error).message.split('\n')[0];
          }
        },
      },
      activities: {
        breaks: () => {
          throw new Error('no such luck');
        },
      },
    });
    const id = await start('careful');
    await standstill();
    expect(host.durable.instance(id)?.output).toBe(
      "Activity function 'breaks' failed:  no such luck ",
    );
    expect(errors).toEqual(['Function "breaks" failed: no such luck']);
  });

  test('fails with its own name and message when it throws', async () => {
    const { host, errors, start, standstill } = await orchestra({
      orchestrators: {
        *breaks(context) {
          yield context.df.callActivity('fine');
          throw new Error('out of order');
        },
      },
      activities: { fine: () => 'fine' },
    });
    const id = await start('breaks');
    await standstill();
    const message = "Orchestrator function 'breaks' failed: out of order";
    expect(host.durable.instance(id)).toMatchObject({ status: 'Failed', output: message });
    expect(errors).toEqual([`Orchestration ${id}: ${message}`]);
  });
});

describe('a retried activity', () => {
  test('is repeated after growing pauses until it succeeds', async () => {
    let runs = 0;
    const { host, start, standstill, now } = await orchestra({
      orchestrators: {
        *stubborn(context) {
          const options = new df.RetryOptions(1000, 5);
          options.backoffCoefficient = 2;
          const result: number = yield context.df.callActivityWithRetry('third', options);
          const next: string = yield context.df.callActivity('after');
          return [result, next];
        },
      },
      activities: {
        third: () => {
          runs += 1;
          if (runs < 3) throw new Error('not yet');
          return runs;
        },
        after: () => 'next',
      },
    });
    const before = now();
    const id = await start('stubborn');
    await standstill();
    expect(host.durable.instance(id)?.output).toEqual([3, 'next']);
    expect(now() - before).toBe(3000);
  });

  test('fails with its last error when the attempts are used up, and the story goes on', async () => {
    const { host, start, standstill, now } = await orchestra({
      orchestrators: {
        *gives(context) {
          try {
            const options = new df.RetryOptions(1000, 2);
            yield context.df.callActivityWithRetry('third', options);
          } catch (error) {
            const next: string = yield context.df.callActivity('after');
            return [(error as Error).message.split('\n')[0], next];
          }
        },
      },
      activities: {
        third: () => {
          throw new Error('never');
        },
        after: () => 'next',
      },
    });
    const before = now();
    const id = await start('gives');
    await standstill();
    const message = "Activity function 'third' failed:  never ";
    expect(host.durable.instance(id)?.output).toEqual([message, 'next']);
    expect(now() - before).toBe(1000);
  });
});
