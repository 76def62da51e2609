import { describe, expect, test } from 'vitest';
import { orchestra } from './orchestra.ts';

// The letters are those of the table of traps in the Durable protocol reference, section 5.
describe('the local runtime shows the traps of durable-functions 3.5', () => {
  test('a: a wait that lost a race swallows the next event of its name', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { host, start, raise, standstill } = await orchestra({
      orchestrators: {
        *racing(context) {
          const lost = context.df.waitForExternalEvent('key');
          const won = context.df.waitForExternalEvent('go');
          yield context.df.Task.any([lost, won]);
          yield context.df.callActivity('work');
          return yield context.df.waitForExternalEvent('key');
        },
        *single(context) {
          yield context.df.waitForExternalEvent('go');
          yield context.df.callActivity('work');
          return yield context.df.waitForExternalEvent('key');
        },
      },
      activities: { work: () => released },
    });
    const racing = await start('racing');
    const single = await start('single');
    await standstill();
    for (const id of [racing, single]) {
      await raise(id, 'go');
      await raise(id, 'key', 'pressed'); // while the activity runs: no newer wait is open yet
      release();
      await standstill();
    }
    expect(host.durable.instance(single)).toMatchObject({ status: 'Completed', output: 'pressed' });
    expect(host.durable.instance(racing)).toMatchObject({ status: 'Running' });
  });

  test('a: unless a newer wait of that name is open, which is served first', async () => {
    const { host, start, raise, standstill } = await orchestra({
      orchestrators: {
        *racing(context) {
          const key = () => context.df.waitForExternalEvent('key');
          yield context.df.Task.any([key(), context.df.waitForExternalEvent('go')]);
          const newer = key();
          yield context.df.Task.any([newer, context.df.waitForExternalEvent('go')]);
          return yield context.df.callActivity('same', newer.result);
        },
      },
      activities: { same: (given: unknown) => given },
    });
    const id = await start('racing');
    await raise(id, 'go');
    await raise(id, 'key', 'pressed');
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Completed', output: 'pressed' });
  });

  test('b: a wait raced twice is registered twice, and the rest of it swallows a later event', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { host, start, raise, standstill } = await orchestra({
      orchestrators: {
        *racing(context) {
          const key = context.df.waitForExternalEvent('key');
          yield context.df.Task.any([key, context.df.waitForExternalEvent('go')]);
          yield context.df.Task.any([key, context.df.waitForExternalEvent('go')]);
          const first = key.result;
          yield context.df.callActivity('work');
          return [first, yield context.df.waitForExternalEvent('key')];
        },
      },
      activities: { work: () => released },
    });
    const id = await start('racing');
    await raise(id, 'go');
    await raise(id, 'key', 'one');
    await raise(id, 'key', 'two');
    release();
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Running' });
    await raise(id, 'key', 'three');
    await standstill();
    expect(host.durable.instance(id)?.output).toEqual(['one', 'three']);
  });

  test('d: an activity task raced again runs again, and its result reaches the wrong task', async () => {
    let runs = 0;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { host, start, raise, standstill } = await orchestra({
      orchestrators: {
        *racing(context) {
          const task = context.df.callActivity('slow');
          yield context.df.Task.any([task, context.df.waitForExternalEvent('go')]);
          yield context.df.Task.any([task, context.df.waitForExternalEvent('go')]);
          return yield context.df.callActivity('next');
        },
      },
      activities: {
        slow: async () => {
          runs += 1;
          await released;
          return 'the result of slow';
        },
        next: () => released.then(() => 'the result of next'),
      },
    });
    const id = await start('racing');
    await raise(id, 'go');
    await raise(id, 'go');
    release();
    await standstill();
    expect(runs).toBe(2);
    expect(host.durable.instance(id)?.output).toBe('the result of slow');
  });

  test('l: an orchestrator that returns with an open timer stays Running until it has fired', async () => {
    const { host, start, raise, standstill, now } = await orchestra({
      orchestrators: {
        *leaves(context) {
          const later = new Date(context.df.currentUtcDateTime.getTime() + 60_000);
          const timer = context.df.createTimer(later);
          yield context.df.Task.any([timer, context.df.waitForExternalEvent('go')]);
          if (context.df.getInput() === 'cancel') timer.cancel();
          return 'left';
        },
      },
    });
    const before = now();
    const open = await start('leaves', {});
    await raise(open, 'go');
    expect(host.durable.instance(open)).toMatchObject({ status: 'Running', output: null });
    await standstill();
    expect(host.durable.instance(open)).toMatchObject({ status: 'Completed', output: 'left' });
    expect(now() - before).toBe(60_000);

    const cancelled = await start('leaves', 'cancel');
    await raise(cancelled, 'go');
    expect(host.durable.instance(cancelled)).toMatchObject({ status: 'Completed', output: 'left' });
  });

  test('k: a start without input gives the orchestrator empty text', async () => {
    const { host, use, standstill } = await orchestra({
      orchestrators: {
        *bare(context) {
          return yield context.df.callActivity('same', { input: context.df.getInput() });
        },
      },
      activities: { same: (given: unknown) => given },
    });
    const id = await use((client) => client.startNew('bare'));
    await standstill();
    expect(host.durable.instance(id)?.output).toEqual({ input: '' });
  });

  test('p: an instance that runs cannot be started again, one that has finished can', async () => {
    const { host, start, raise, standstill } = await orchestra({
      orchestrators: {
        *once(context) {
          return yield context.df.waitForExternalEvent('go');
        },
      },
    });
    await start('once', {}, 'call-1');
    await expect(start('once', {}, 'call-1')).rejects.toThrow('unexpected status code: 409');
    await raise('call-1', 'go', 'first');
    await standstill();
    expect(host.durable.instance('call-1')).toMatchObject({ status: 'Completed', output: 'first' });
    await start('once', {}, 'call-1');
    await standstill();
    expect(host.durable.instance('call-1')).toMatchObject({ status: 'Running', output: null });
  });

  test('q: an activity or sub-orchestrator that nobody registered never answers, and is reported', async () => {
    const { host, errors, start, standstill } = await orchestra({
      orchestrators: {
        *activity(context) {
          return yield context.df.callActivity('nobody');
        },
        *sub(context) {
          return yield context.df.callSubOrchestrator('nobody', {});
        },
      },
    });
    const one = await start('activity', {}, 'one');
    const two = await start('sub', {}, 'two');
    await standstill();
    expect(host.durable.instance(one)).toMatchObject({ status: 'Running' });
    expect(host.durable.instance(two)).toMatchObject({ status: 'Running' });
    expect(errors).toEqual([
      'Orchestration one waits for ever: no activity is registered as "nobody".',
      'Orchestration two waits for ever: no orchestrator is registered as "nobody".',
    ]);
  });
});
