import { expect } from 'vitest';
import { agentTable } from '../../adapters/agent-table.ts';
import { tableClients } from '../../adapters/table-clients.ts';
import { claimOf, person } from '../adapters/support/agents.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { journey } from './support/line.ts';

const agents = [person('anna', 61)];

journey(
  'an agent who is left with a call that is gone is freed by the watchdog',
  async (line) => {
    const connectionString = tablesConnectionString();
    const options = { described: agents, wrapUpSeconds: 30, now: () => line.clock.now() };
    const table = agentTable(tableClients({ connectionString }).Agents, options);
    const claim = claimOf(1);
    await table.claim(claim);
    await table.talks(claim.callId, 'anna', claim.offer);
    const anna = async () => (await table.list())[0]?.state;
    await line.passes(2_000);
    expect(await anna()).toBe('talking');
    await line.passes(15_000);
    expect(await anna()).toBe('wrap-up');
    await line.passes(30_000);
    expect(await anna()).toBe('available');
    expect(line.logged.filter(({ event }) => event === 'agent-freed')).toMatchObject([
      { level: 'warn', agent: 'anna', callId: claim.callId, call: 'unknown' },
    ]);
  },
  { agents },
);
