import type { OrchestrationHandler } from 'durable-functions';
import { describe, expect, test } from 'vitest';
import type { DurableState } from '../../../local/durable/stored-state.ts';
import { orchestra } from './orchestra.ts';

const conversation: OrchestrationHandler = function* (context) {
  const heard: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const word: string = yield context.df.waitForExternalEvent('word');
    heard.push(yield context.df.callActivity('repeat', word));
  }
  return heard.join(' ');
};

const alarm: OrchestrationHandler = function* ({ df }) {
  yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + 60_000));
  return df.currentUtcDateTime.toISOString();
};

const repeat = (word: string) => word.toUpperCase();

/** The stored state with one part of every instance changed. */
function without(stored: string, part: 'inbox' | 'work'): string {
  const state = JSON.parse(stored) as DurableState;
  return JSON.stringify(state.map((instance) => ({ ...instance, [part]: [] })));
}

describe('a host that is killed', () => {
  test('leaves instances that go on in the next one with what they had heard', async () => {
    const { start, raise, standstill, dies, startsAgain } = await orchestra({
      orchestrators: { conversation },
      activities: { repeat },
    });
    const id = await start('conversation');
    await raise(id, 'word', 'one');
    await standstill();
    const host = await startsAgain(await dies());
    await raise(id, 'word', 'two');
    await raise(id, 'word', 'three');
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({
      status: 'Completed',
      output: 'ONE TWO THREE',
    });
  });

  /** Kills the host while the episode runs that takes the word "two". */
  async function killedInAnEpisode() {
    const death = Promise.withResolvers<string>();
    let lives = 1;
    const score = await orchestra({
      orchestrators: {
        *slow(context) {
          const word: string = yield context.df.waitForExternalEvent('word');
          if (lives === 1) score.dies().then(death.resolve, death.reject);
          lives = 2;
          return yield context.df.callActivity('repeat', word);
        },
      },
      activities: { repeat },
    });
    const id = await score.start('slow');
    await score.standstill();
    await score.raise(id, 'word', 'two').catch(() => {}); // its answer may be cut off
    return { ...score, id, stored: await death.promise };
  }

  test('in the middle of an episode leaves its messages undelivered: the next one plays it again', async () => {
    const { startsAgain, standstill, id, stored } = await killedInAnEpisode();
    expect(JSON.parse(stored)).toMatchObject([{ id, inbox: [{ Name: 'word' }], work: [] }]);
    const host = await startsAgain(stored);
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ output: 'TWO' });
  });

  test('would leave an instance that waits for ever, if a message were lost', async () => {
    const { startsAgain, standstill, id, stored } = await killedInAnEpisode();
    const host = await startsAgain(without(stored, 'inbox'));
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Running' });
  });

  /** Kills the host while an activity runs, which tells its first result only then. */
  async function killedInAnActivity(runsAgainAfterMs?: number) {
    const runs: (() => void)[] = [];
    const begun = Promise.withResolvers<void>();
    const score = await orchestra({
      switches: { runsAgainAfterMs },
      orchestrators: {
        *asks({ df }) {
          return yield df.callActivity('work', { of: 'mine' });
        },
      },
      activities: {
        async work({ of }: { of: string }) {
          const run = runs.push(() => {});
          begun.resolve();
          if (run === 1) await new Promise<void>((resolve) => (runs[0] = resolve));
          return `${of}: run ${run}`;
        },
      },
    });
    const id = await score.start('asks');
    await begun.promise;
    const stored = await score.dies();
    return { ...score, id, stored, runs };
  }

  test('during an activity has it run again, and hears nothing of the first run', async () => {
    const { startsAgain, standstill, id, stored, runs } = await killedInAnActivity();
    const host = await startsAgain(stored);
    runs[0]?.();
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ output: 'mine: run 2' });
  });

  test('during an activity has it run again as late as it is said', async () => {
    const { startsAgain, passes, id, stored, runs } = await killedInAnActivity(300_000);
    const host = await startsAgain(stored);
    await passes(299_000);
    expect(runs).toHaveLength(1);
    await passes(2_000);
    expect(host.durable.instance(id)).toMatchObject({ output: 'mine: run 2' });
  });

  test('would leave an instance that waits for ever, if an activity were forgotten', async () => {
    const { startsAgain, standstill, id, stored } = await killedInAnActivity();
    const host = await startsAgain(without(stored, 'work'));
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Running' });
  });

  test.for([
    [20_000, '2026-11-20T10:16:02.000Z'],
    [90_000, '2026-11-20T10:16:32.000Z'],
  ] as const)('keeps the times of timers, away for %d ms', async ([awayMs, firesAt]) => {
    const { start, passes, standstill, dies, startsAgain } = await orchestra({
      orchestrators: { alarm },
    });
    const id = await start('alarm');
    await passes(0);
    const stored = await dies();
    await passes(awayMs);
    const host = await startsAgain(stored);
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ output: firesAt });
    expect(JSON.parse(stored)).toMatchObject([{ work: [{ kind: 'timer' }] }]);
  });

  test('would leave an instance that waits for ever, if a timer were lost', async () => {
    const { start, passes, standstill, dies, startsAgain } = await orchestra({
      orchestrators: { alarm },
    });
    const id = await start('alarm');
    await passes(0);
    const host = await startsAgain(without(await dies(), 'work'));
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Running' });
  });

  test('leaves sub-orchestrations that answer their parents in the next one', async () => {
    const { start, passes, standstill, dies, startsAgain } = await orchestra({
      orchestrators: {
        *parent({ df }) {
          return yield df.callSubOrchestrator('alarm', {}, 'child');
        },
        alarm,
      },
    });
    const id = await start('parent');
    await passes(0);
    const host = await startsAgain(await dies());
    await standstill();
    const output = '2026-11-20T10:16:02.000Z';
    expect(host.durable.instances()).toMatchObject([
      { id, status: 'Completed', output },
      { id: 'child', status: 'Completed', output },
    ]);
  });

  test('leaves finished instances with their histories', async () => {
    const { host, start, raise, standstill, dies, startsAgain } = await orchestra({
      orchestrators: { conversation },
      activities: { repeat },
    });
    const id = await start('conversation');
    for (const word of ['one', 'two', 'three']) await raise(id, 'word', word);
    await standstill();
    const before = [host.durable.instance(id), host.durable.history(id)];
    const next = await startsAgain(await dies());
    expect([next.durable.instance(id), next.durable.history(id)]).toEqual(before);
    expect(next.durable.instance(id)).toMatchObject({ status: 'Completed' });
  });

  test('lets nobody in, and what it had begun holds up nobody', async () => {
    const { host, dies, passes, now } = await killedInAnActivity();
    await expect(fetch(`${host.url}/admin/host/ping`)).rejects.toThrow();
    const began = now();
    await passes(60_000);
    expect(now() - began).toBe(60_000);
    await dies(); // again: nothing happens
  });
});
