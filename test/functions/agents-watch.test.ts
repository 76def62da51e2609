import { describe, expect, test } from 'vitest';
import type { Agent } from '../../adapters/agent-standing.ts';
import { watchAgents } from '../../functions/agents-watch.ts';
import type { Instance } from '../../functions/call-instances.ts';
import { CALL_ID, fakeDeps, fakeInstances, NOW } from './support/fakes.ts';

const secondsAgo = (seconds: number) => new Date(Date.parse(NOW) - seconds * 1_000).toISOString();

const ANNA: Agent = {
  id: 'anna',
  name: 'Anna Berg',
  participant: '+15550161',
  skills: [],
  state: 'talking',
  stateSince: secondsAgo(60),
  callId: CALL_ID,
  offer: 'offer:3',
  etag: 'e1',
  writtenAt: secondsAgo(60),
};

/** Whom a run of the watchdog frees of these agents. */
async function freed(is: Instance, agents: Agent[], isFree = true) {
  const given: string[] = [];
  const { deps, log } = fakeDeps({
    agents: {
      list: async () => agents,
      free: async ({ id, etag }) => {
        given.push(`${id} ${etag}`);
        return isFree;
      },
    },
  });
  await watchAgents(deps, fakeInstances({ is }).instances);
  return { given, log };
}

describe('an agent in a call', () => {
  test.each(['offered', 'talking'] as const)(
    'who is %s is freed once it is over',
    async (state) => {
      const { given, log } = await freed({ is: 'over', output: {} }, [{ ...ANNA, state }]);
      expect(given).toEqual(['anna e1']);
      const fields = { agent: 'anna', callId: CALL_ID, call: 'over' };
      expect(log).toEqual([{ level: 'warn', event: 'agent-freed', fields }]);
    },
  );

  test('stays in it while it runs, however long', async () => {
    expect(await freed({ is: 'running' }, [{ ...ANNA, stateSince: secondsAgo(9_000) }])).toEqual({
      given: [],
      log: [],
    });
  });

  test('is freed when nobody knows their call for five seconds, and not before', async () => {
    const since = (seconds: number) => [{ ...ANNA, stateSince: secondsAgo(seconds) }];
    expect((await freed({ is: 'unknown' }, since(4.999))).given).toEqual([]);
    expect((await freed({ is: 'unknown' }, since(5))).given).toEqual(['anna e1']);
  });

  test('is freed at once when their call is over', async () => {
    const just = { ...ANNA, stateSince: NOW };
    expect((await freed({ is: 'over', output: {} }, [just])).given).toEqual(['anna e1']);
  });

  test('who has changed in the meantime is left to the next run', async () => {
    expect((await freed({ is: 'over', output: {} }, [ANNA], false)).log).toEqual([]);
  });

  test('that no row names is freed without asking for it', async () => {
    const { callId: _, ...nowhere } = ANNA;
    expect((await freed({ is: 'running' }, [nowhere])).given).toEqual(['anna e1']);
  });
});

test.each(['available', 'away', 'wrap-up'] as const)(
  'an agent who is %s stays so',
  async (state) => {
    expect(await freed({ is: 'unknown' }, [{ ...ANNA, state }])).toEqual({ given: [], log: [] });
  },
);

describe('a run', () => {
  test('sees to it first that the agents of the file are there', async () => {
    const asked: string[] = [];
    const { deps } = fakeDeps({
      agents: {
        seed: async () => void asked.push('seed'),
        list: async () => {
          asked.push('list');
          return [];
        },
      },
    });
    await watchAgents(deps, fakeInstances().instances);
    expect(asked).toEqual(['seed', 'list']);
  });

  test.each(['seed', 'list'] as const)(
    'leaves it to the next one when %s finds no tables',
    async (what) => {
      const away = () => Promise.reject(new Error('AccountKey=secret'));
      const { deps, log } = fakeDeps({ agents: { [what]: away } });
      await watchAgents(deps, fakeInstances().instances);
      expect(log).toMatchObject([{ level: 'error', event: 'tables-unreachable' }]);
      expect(JSON.stringify(log)).not.toContain('secret');
    },
  );
});
