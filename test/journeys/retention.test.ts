import { describe, expect } from 'vitest';
import { tableClients } from '../../adapters/table-clients.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { asks, called, rings, sets } from './support/called.ts';
import { journey, type Line, reportsOutage } from './support/line.ts';

const DAY = 86_400_000;
/** Weeks pass in these journeys: the watchdog would look at nothing every ten seconds of them. */
const NO_WATCHDOG = { WATCHDOG_SCHEDULE: '0 0 0 1 1 *' };

const histories = (line: Line) => line.host.durable.instances().map(({ id }) => id);
const purged = (line: Line) => line.logged.filter(({ event }) => event === 'purged');

describe('what Durable keeps of a call', () => {
  journey(
    'is gone after a week, with what its deadlines left, and support sees the call as before',
    async (line) => {
      await sets(line, '+15550142', { on: 'answer', afterMs: 3_000 });
      await reportsOutage(line.first);
      const { callId } = await asks(line, { to: '+15550142' });
      await called(line, '+15550142').hears('press 1');
      await called(line, '+15550142').hangsUp();
      await line.passes(2_000);
      const before = await line.record(callId);
      expect(histories(line)).toHaveLength(3);

      await line.passes(7 * DAY - 60_000); // the night after the seventh day has not been
      expect(histories(line)).toHaveLength(3);
      await line.passes(DAY);
      expect(histories(line)).toEqual([]);
      expect(await line.record(callId)).toEqual(before);
      const nights = purged(line).filter(({ of }) => of === 'histories');
      expect(nights.map((night) => night.histories)).toEqual([0, 0, 0, 0, 0, 0, 0, 3]);
    },
    { settings: NO_WATCHDOG },
  );
});

describe('what the tables keep of a call', () => {
  journey(
    'is gone after as many days as are set, but for the sums of its day',
    async (line) => {
      await reportsOutage(line.first);
      const { callId } = (await line.calls())[0] ?? {};
      await line.passes(4 * DAY);
      expect((await line.api(`/calls/${callId}`)).status).toBe(200);
      await line.passes(DAY);
      expect((await line.api(`/calls/${callId}`)).status).toBe(404);
      expect(await line.calls()).toEqual([]);
      expect(histories(line)).toEqual([]); // which would be kept for seven days otherwise

      const { CallStatistics } = tableClients({ connectionString: tablesConnectionString() });
      const day = await CallStatistics.getEntity('days', '20261120');
      expect(day).toMatchObject({ calls: 1, inbound: 1, completed: 1, abandoned: 0, offers: 0 });
      expect(day.totalSeconds).toBeGreaterThan(5);
      const nights = purged(line).filter(({ of }) => of === 'tables');
      expect(nights.map(({ days, calls }) => [days, calls])).toEqual([
        ...Array(4).fill([0, 0]),
        [1, 1],
      ]);
    },
    { settings: { ...NO_WATCHDOG, RETENTION_DAYS: '4' } },
  );
});

describe('whoever waits for a quiet moment', () => {
  journey('is told how many calls go on, and since when', async (line) => {
    const drain = async () => (await line.api('/health/drain')).json;
    expect(await drain()).toEqual({ inProgress: 0 });
    const oldestStartedAt = new Date(line.clock.now()).toISOString();
    const first = await rings(line, '+15550142');
    await line.passes(2_000);
    const second = await rings(line, '+15550143');
    await second.hears('press 1');
    expect(await drain()).toEqual({ inProgress: 2, oldestStartedAt });
    await second.hangsUp();
    await line.passes(1_000);
    expect(await drain()).toEqual({ inProgress: 1, oldestStartedAt });
    await first.hangsUp();
    await line.passes(1_000);
    expect(await drain()).toEqual({ inProgress: 0 });
  });
});
