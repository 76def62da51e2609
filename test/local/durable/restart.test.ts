import type { OrchestrationHandler } from 'durable-functions';
import { describe, expect, test } from 'vitest';
import { orchestra } from './orchestra.ts';

const conversation: OrchestrationHandler = function* (context) {
  const heard: string[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const word: string = yield context.df.waitForExternalEvent('word');
    heard.push(yield context.df.callActivity('repeat', word));
  }
  return heard.join(' ');
};

describe('a worker that is restarted', () => {
  test('before every episode loses nothing: instances go on from what was written down', async () => {
    let loads = 0;
    const { host, start, raise, standstill } = await orchestra({
      orchestrators: { conversation },
      activities: { repeat: (word: string) => word.toUpperCase() },
      onLoad: () => {
        loads += 1;
      },
    });
    host.durable.switches.beforeEpisode = host.restartWorker;
    const id = await start('conversation');
    for (const word of ['one', 'two', 'three', 'four']) {
      await raise(id, 'word', word);
      await standstill();
    }
    expect(host.durable.instance(id)).toMatchObject({ output: 'ONE TWO THREE FOUR' });
    expect(loads).toBe(10); // once at the start, then before each of 1 + 4 × 2 episodes
  });

  test('has forgotten what it did not register again', async () => {
    const orchestrators: Record<string, OrchestrationHandler> = { conversation };
    const { host, start } = await orchestra({ orchestrators });
    delete orchestrators.conversation;
    await host.restartWorker();
    expect(host.functions.map(({ name }) => name)).toEqual(['client']);
    const id = await start('conversation');
    await host.idle();
    expect(host.durable.instance(id)?.output).toContain("'conversation' doesn't exist");
  });

  test('keeps its old functions while the new ones load, and when they do not', async () => {
    let broken = false;
    const { host, start, standstill } = await orchestra({
      orchestrators: { conversation },
      onLoad: () => {
        if (broken) throw new Error('does not load');
      },
    });
    broken = true;
    await expect(host.restartWorker()).rejects.toThrow('does not load');
    const id = await start('conversation');
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Running' });
  });

  test('shares nothing with a running orchestration: changed results do not change history', async () => {
    const kept: { list: string[] }[] = [];
    const { host, start, raise, standstill } = await orchestra({
      orchestrators: {
        *shares(context) {
          const first: { list: string[] } = yield context.df.callActivity('give');
          yield context.df.waitForExternalEvent('go');
          return first.list;
        },
      },
      activities: {
        give: () => {
          const given = { list: ['as it was'] };
          kept.push(given);
          return given;
        },
      },
    });
    const id = await start('shares');
    await standstill();
    for (const { list } of kept) list.push('changed later');
    await raise(id, 'go');
    await standstill();
    expect(kept).toHaveLength(1);
    expect(host.durable.instance(id)?.output).toEqual(['as it was']);
  });
});

describe('an orchestrator that does not repeat itself fails loudly', () => {
  async function changing(first: OrchestrationHandler, later: OrchestrationHandler) {
    let replays = 0;
    const { host, errors, start, raise, standstill } = await orchestra({
      orchestrators: {
        *fickle(context) {
          replays += 1;
          return yield* replays === 1 ? first(context) : later(context);
        },
      },
      activities: { one: () => 1, two: () => 2 },
    });
    const id = await start('fickle');
    await raise(id, 'go');
    await standstill();
    return { instance: host.durable.instance(id), errors };
  }

  const cases: [string, OrchestrationHandler, OrchestrationHandler, string][] = [
    [
      'another activity',
      function* ({ df }) {
        yield df.callActivity('one');
      },
      function* ({ df }) {
        yield df.callActivity('two');
      },
      'step 1 is activity "two", but was activity "one" in the episode before',
    ],
    [
      'a wait for another event',
      function* ({ df }) {
        yield df.waitForExternalEvent('go');
      },
      function* ({ df }) {
        yield df.waitForExternalEvent('come');
      },
      'step 1 is a wait for "come", but was a wait for "go" in the episode before',
    ],
    [
      'a timer at another time',
      function* ({ df }) {
        yield df.createTimer(new Date('2026-11-20T11:00:00.000Z'));
      },
      function* ({ df }) {
        yield df.createTimer(new Date('2026-11-20T11:00:01.000Z'));
      },
      'task 0 is a timer until 2026-11-20T11:00:01.000Z, but the history says a timer until 2026-11-20T11:00:00.000Z',
    ],
    [
      'nothing any more',
      function* ({ df }) {
        yield df.waitForExternalEvent('go');
        yield df.callActivity('one');
      },
      function* ({ df }) {
        if (df.isReplaying) return;
        yield df.waitForExternalEvent('go');
      },
      'step 1 is nothing, but was a wait for "go" in the episode before',
    ],
  ];

  test.for(cases)('when it asks for %s', async ([, first, later, problem]) => {
    const { instance, errors } = await changing(first, later);
    expect(instance?.status).toBe('Failed');
    expect(instance?.output).toContain(`Non-deterministic orchestration: ${problem}.`);
    expect(errors.join()).toContain(problem);
  });
});
