import { expect, test } from 'vitest';
import type { Agent } from '../../adapters/agent-standing.ts';
import type { QueueRow } from '../../adapters/queue-rows.ts';
import { listQueues } from '../../functions/queues-api.ts';
import { queueFlow } from '../journeys/support/queue-line.ts';
import { fakeDeps, NOW } from './support/fakes.ts';

const row = (queue: string, ago: number, skill?: string, isCallback = false): QueueRow => {
  const arrival = new Date(Date.parse(NOW) - ago * 1_000).toISOString();
  const spot = { queue, ...(skill ? { skill } : {}), priority: 500, arrival };
  return {
    callId: `call-${ago}`,
    caller: '+15550100',
    passed: {},
    isCallback,
    etag: '',
    spot,
  };
};

const agent = (id: string, state: Agent['state'], skills: string[]): Agent => {
  const times = { stateSince: NOW, writtenAt: NOW };
  return { id, name: id, participant: '+15550161', state, skills, etag: '', ...times };
};

const AGENTS = [
  agent('ann', 'talking', ['billing']),
  agent('bob', 'available', []),
  agent('cid', 'away', ['billing']),
];

async function list(rows: QueueRow[], away = false) {
  const waiting = async () => {
    if (away) throw new Error('AccountKey=secret');
    return rows;
  };
  const { deps, log } = fakeDeps({ queue: { waiting }, agents: { list: async () => AGENTS } });
  const { status, jsonBody } = await listQueues({
    ...deps,
    flows: { current: async () => queueFlow(), lookAgain() {} },
  });
  return { status, body: JSON.parse(JSON.stringify(jsonBody)), log };
}

test('every line is told, with who waits there and who could serve it, and no number', async () => {
  const rows = [
    row('support', 40),
    row('support', 90),
    row('support', 5, 'billing'),
    row('support', 50_000, 'billing', true),
    row('older', 700),
  ];
  const { status, body } = await list(rows);
  expect(status).toBe(200);
  expect(body.queues).toEqual([
    { queue: 'older', waiting: 1, callbacks: 0, longestWaitSeconds: 700, agentsOnDuty: 2 },
    { queue: 'support', waiting: 2, callbacks: 0, longestWaitSeconds: 90, agentsOnDuty: 2 },
    {
      queue: 'support',
      skill: 'billing',
      waiting: 2,
      callbacks: 1,
      longestWaitSeconds: 5,
      agentsOnDuty: 1,
    },
  ]);
  expect(JSON.stringify(body)).not.toContain('+1555');
});

test('lines where nobody waits are told too', async () => {
  expect((await list([])).body.queues).toMatchObject([
    { queue: 'support', waiting: 0, longestWaitSeconds: 0 },
    { queue: 'support', skill: 'billing', waiting: 0 },
  ]);
});

test('tables that are away are told, without their inner workings', async () => {
  const { status, body, log } = await list([], true);
  expect(status).toBe(503);
  expect(JSON.stringify([body, log])).not.toContain('secret');
});
