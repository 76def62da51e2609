import type { OrchestrationHandler } from 'durable-functions';
import { describe, expect, test } from 'vitest';
import { orchestra } from './orchestra.ts';

const first: OrchestrationHandler = function* ({ df }) {
  yield df.callActivity('greet');
  yield df.waitForExternalEvent('key');
  return yield df.callActivity('part');
};

const variants: [string, OrchestrationHandler, string | undefined][] = [
  ['the same steps', first, undefined],
  [
    'another result at the end',
    function* ({ df }) {
      yield df.callActivity('greet');
      yield df.waitForExternalEvent('key');
      yield df.callActivity('part');
      return 'something else';
    },
    undefined,
  ],
  [
    'another activity',
    function* ({ df }) {
      yield df.callActivity('greet');
      yield df.waitForExternalEvent('key');
      return yield df.callActivity('stay');
    },
    'task 1 is activity "stay", but the history says activity "part"',
  ],
  [
    'a step less',
    function* ({ df }) {
      yield df.callActivity('greet');
      return yield df.waitForExternalEvent('key');
    },
    'task 1 is nothing, but the history says activity "part"',
  ],
  [
    'a step more',
    function* ({ df }) {
      yield df.callActivity('greet');
      yield df.callActivity('again');
      yield df.waitForExternalEvent('key');
      return yield df.callActivity('part');
    },
    'Task 1 is new: the recording has nothing at that point.',
  ],
  [
    'an exception',
    function* ({ df }) {
      yield df.callActivity('greet');
      throw new Error('changed my mind');
    },
    'changed my mind',
  ],
];

describe('a recorded history', () => {
  test.for(variants)('is replayed by an orchestrator with %s', async ([, changed, problem]) => {
    const orchestrators = { talk: first };
    const { host, start, raise, standstill } = await orchestra({
      orchestrators,
      activities: {
        greet: () => 'hello',
        part: () => 'bye',
        stay: () => 'no',
        again: () => 'hello',
      },
    });
    const id = await start('talk');
    await raise(id, 'key', '1');
    await standstill();
    const recorded = host.durable.history(id);

    orchestrators.talk = changed;
    await host.restartWorker();
    const found = await host.durable.replay(recorded);
    if (problem === undefined) expect(found.fits).toBe(true);
    else expect(found).toEqual({ fits: false, problem: expect.stringContaining(problem) });
  });
});
