import { describe, expect, test } from 'vitest';
import { flowTable } from '../../adapters/flow-table.ts';
import { tableClients } from '../../adapters/table-clients.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { called, sets } from './support/called.ts';
import { journey, startLine, toReadBack } from './support/line.ts';
import { flows, goesTo, greeted, hearsAll, publishes, saying } from './support/publishing.ts';
import { tablesProxy } from './support/tables-proxy.ts';

const NORTHWIND = 'Welcome to Northwind';

/** The table of flows, as another instance of the line changes it. */
function elsewhere() {
  return flowTable(tableClients({ connectionString: tablesConnectionString() }).Flows);
}

describe('a flow that is published', () => {
  journey('is heard by who rings half a minute later, not by who is in a call', async (line) => {
    const { first } = line;
    await toReadBack(first);
    const { status, json } = await publishes(line, saying('Snow'), { by: 'ann', note: 'closed' });
    expect(status).toBe(201);
    expect(json).toMatchObject({ setBy: 'ann', previous: 'file' });

    const goesOn = async () => {
      await first.staysSilent(); // and is asked again
      first.presses('1');
      await first.hears('Engineers');
      await first.isHungUpOn();
    };
    await Promise.all([hearsAll(line.caller('+15550101'), 'Snow'), goesOn()]);

    const calls = await line.calls();
    const versions = calls.map(({ outcome, flowVersion }) => [outcome, flowVersion]);
    expect(versions).toContainEqual(['completed', json.version]);
    const { file } = (await flows(line, 'GET')).json;
    expect(versions).toContainEqual(['completed', file?.version]);
  });

  journey('by another instance is heard by who rings half a minute later', async (line) => {
    const { json } = await publishes(line, saying('Snow'));
    await goesTo(line, 'file');
    await greeted(line, NORTHWIND);
    const set = { by: 'ben', at: new Date(line.clock.now()).toISOString() };
    await elsewhere().makeCurrent(json.version ?? '', set, 'file');
    await greeted(line, NORTHWIND); // who asked a moment ago does not ask again
    await line.passes(30_000);
    await greeted(line, 'Snow welcome');
  });

  journey('is left by one command, back to the one before and to the file', async (line) => {
    const snow = await publishes(line, saying('Snow'));
    await publishes(line, saying('Flood'));
    await greeted(line, 'Flood welcome');
    const back = await goesTo(line, snow.json.version ?? '', { by: 'ben' });
    expect([back.status, back.json.previous, back.json.setBy]).toEqual([200, 'file', 'ben']);
    await greeted(line, 'Snow welcome');
    expect(await goesTo(line, 'file')).toMatchObject({ status: 200, json: { version: 'file' } });
    await greeted(line, NORTHWIND);
  });

  journey('is heard after the worker was replaced', async (line) => {
    await publishes(line, saying('Snow'));
    const { first } = line;
    await first.rings();
    await first.hears('Snow welcome');
    await line.host.restartWorker();
    await first.hears('Snow menu');
    first.presses('1');
    await first.isHungUpOn();
    await greeted(line, 'Snow welcome');
  });

  journey(
    'is heard by whom the line calls, and names the steps that they can begin with',
    async (line) => {
      await publishes(line, saying('Snow'));
      await sets(line, '+15550142', { on: 'answer', afterMs: 1_000 });
      const callee = called(line, '+15550142');
      expect((await line.api('/calls', { to: '+15550142', flow: 'hours' })).status).toBe(400);
      expect((await line.api('/calls', { to: '+15550142', flow: 'main' })).status).toBe(202);
      await callee.hears('Snow menu');
    },
  );
});

describe('a flow that the line cannot run', () => {
  journey('is refused with every mistake in its place, and not heard', async (line) => {
    const source = saying('Snow')
      .replace('1: bye', '1: by')
      .replace('Snow operator.', 'true, next: bye');
    const { status, json } = await publishes(line, source);
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ code: 'BrokenFlow', target: 'source' });
    expect(json.error?.mistakes).toContainEqual({
      line: 10,
      column: 16,
      message: 'menu "main": key 1 leads to "by", which does not exist. Did you mean "bye"?',
    });
    expect(json.error?.message).toBe('2 mistakes in the flow: it is not taken.');
    expect((await flows(line, 'GET')).json).toMatchObject({
      current: { version: 'file' },
      versions: [],
    });
    await greeted(line, NORTHWIND);
  });

  journey(
    'because nobody could seal its secret digits is refused with what to set',
    async (line) => {
      const gather = `gather: Your card?
    digits: { exactly: 16, end: '#' }
    sensitive: true
    as: card
    next: bye
    otherwise: operator`;
      const source = saying('Snow').replace(/menu: .*?otherwise: operator/s, gather);
      const { status, json } = await publishes(line, source);
      expect(status).toBe(400);
      const [mistake] = json.error?.mistakes ?? [];
      expect(mistake).toMatchObject({ line: 8, column: 3 });
      expect(mistake?.message).toMatch(/^step "main" asks for secret digits.*Set DIGITS_KEY to /);
      await greeted(line, NORTHWIND);
    },
  );

  journey(
    'because it asks a back end that is not configured is refused with what to set',
    async (line) => {
      const lookup = `lookup: billing
    waiting: One moment.
    sorry: { say: Sorry. Press 1 to leave., keys: { 1: bye } }
    next: bye
    otherwise: operator`;
      const source = saying('Snow').replace(/menu: .*?otherwise: operator/s, lookup);
      const { status, json } = await publishes(line, source);
      expect(status).toBe(400);
      const [mistake] = json.error?.mistakes ?? [];
      expect(mistake).toMatchObject({ line: 8, column: 3 });
      expect(mistake?.message).toMatch(/^LOOKUPS: step "main" of the flow asks "billing"/);
      await greeted(line, NORTHWIND);
    },
  );

  journey(
    'because a sound of it was not deployed is refused with the name of the file',
    async (line) => {
      const audio = saying('Snow').replace('Snow menu.', '{ text: Snow menu., audio: snow.wav }');
      const { status, json } = await publishes(line, audio);
      expect(status).toBe(400);
      expect(json.error?.mistakes?.map(({ message }) => message)).toEqual([
        'menu "main": audio is "snow.wav", which is not among the sounds that were deployed with this line. Deploy it first, or name another.',
      ]);
    },
  );

  journey(
    'any more is none that one can go back to, and callers hear the last good one',
    async (line) => {
      const { json } = await publishes(line, saying('Snow'));
      await greeted(line, 'Snow welcome');
      // an earlier release may have taken what this one does not
      const stored = { publishedBy: 'ann', publishedAt: '2026-11-20T10:00:00.000Z' };
      const broken = { ...stored, version: '0123456789ab', source: 'line: Old\n' };
      await elsewhere().publish(broken, undefined);
      expect(await goesTo(line, broken.version)).toMatchObject({
        status: 400,
        json: { error: { code: 'BrokenFlow' } },
      });
      await line.passes(15_000);
      await greeted(line, 'Snow welcome');
      await line.passes(15_000);
      await greeted(line, 'Snow welcome');
      const told = line.logged.filter(({ event }) => event === 'flow-not-usable');
      expect(told).toMatchObject([
        { level: 'error', version: broken.version, taken: json.version },
      ]);
      await line.host.restartWorker();
      await greeted(line, NORTHWIND);
    },
  );
});

describe('two who publish', () => {
  journey(
    'at once: one is heard, and the other is told of it or was heard before',
    async (line) => {
      const [snow, flood] = await Promise.all([
        publishes(line, saying('Snow'), { by: 'ann', expected: 'file' }),
        publishes(line, saying('Flood'), { by: 'ben', expected: 'file' }),
      ]);
      expect([snow.status, flood.status].sort()).toEqual([201, 409]);
      const [won, lost] = snow.status === 201 ? [snow, flood] : [flood, snow];
      const { version = '' } = won.json;
      expect(lost.json).toMatchObject({
        error: {
          code: 'Changed',
          message: expect.stringContaining(`Version ${version} is current`),
        },
        current: { version, setBy: won === snow ? 'ann' : 'ben', previous: 'file' },
      });
      await greeted(line, `${won === snow ? 'Snow' : 'Flood'} welcome`);
    },
  );

  journey(
    'one after the other: the second, who did not know of the first, is told',
    async (line) => {
      await publishes(line, saying('Snow'), { by: 'ann' });
      const late = await publishes(line, saying('Flood'), { by: 'ben', expected: 'file' });
      expect(late.status).toBe(409);
      expect(late.json.error?.message).toMatch(/is current, since 2026-11-20T\S+ by ann\. /);
      await greeted(line, 'Snow welcome');
    },
  );

  journey('the same: the second request is no second change', async (line) => {
    const once = await publishes(line, saying('Snow'), { by: 'ann', expected: 'file' });
    const twice = await publishes(line, saying('Snow'), { by: 'ben', expected: 'file' });
    expect([once.status, twice.status]).toEqual([201, 200]);
    expect(twice.json).toEqual(once.json);
  });
});

describe('while the tables are away', () => {
  test('callers hear the last flow, and whoever publishes is told; a new worker has the file', async () => {
    const proxy = await tablesProxy(tablesConnectionString());
    const line = await startLine({ tables: proxy.connectionString });
    try {
      await publishes(line, saying('Snow'));
      await greeted(line, 'Snow welcome');
      await line.passes(15_000);
      proxy.cut();
      await greeted(line, 'Snow welcome');
      expect(line.logged).toContainEqual(
        expect.objectContaining({ event: 'flow-not-usable', level: 'error' }),
      );
      expect((await publishes(line, saying('Flood'))).status).toBe(503);
      await line.host.restartWorker();
      await greeted(line, NORTHWIND);
      proxy.mend();
      await line.passes(15_000);
      await greeted(line, 'Snow welcome');
    } finally {
      await line.stop();
      await proxy.stop();
    }
  });
});

describe('support', () => {
  journey('reads a call whose flow is gone, and what was published before', async (line) => {
    const { first } = line;
    const source = `# for the storm\n${saying('Snow')}`;
    const { version = '' } = (await publishes(line, source, { by: 'ann', note: 'storm' })).json;
    await hearsAll(first, 'Snow');
    expect(await flows(line, 'GET', `/${version}`)).toMatchObject({
      status: 200,
      json: { version, source, publishedBy: 'ann', note: 'storm' },
    });
    const { json } = await flows(line, 'GET');
    expect(json).toMatchObject({ current: { version }, versions: [{ version, note: 'storm' }] });
    expect(JSON.stringify(json)).not.toContain('welcome');

    const clients = tableClients({ connectionString: tablesConnectionString() });
    await clients.Flows.deleteEntity('flow', version);
    expect((await flows(line, 'GET', `/${version}`)).status).toBe(404);
    expect((await goesTo(line, version)).status).toBe(404);
    const { call } = await line.record();
    expect(call).toMatchObject({ outcome: 'completed', flowVersion: version });
  });
});

test('a line that takes tokens keeps whom they name, whatever else is said', async () => {
  const line = await startLine({ apiTokens: true });
  try {
    const token = await line.tokenIssuer?.token(['flows.write', 'calls.read']);
    const headers = { authorization: `Bearer ${token}` };
    const body = JSON.stringify({ source: saying('Snow'), by: 'somebody else' });
    const url = `${line.host.url}/api/flows`;
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201);
    const listed = await (await fetch(url, { headers })).text();
    expect(listed).toMatch(/"publishedBy":"[0-9a-f-]{36}"/);
    expect(listed).not.toContain('somebody else');
    expect(JSON.stringify(line.logged)).not.toMatch(/eyJ|0000000000f1/);
  } finally {
    await line.stop();
  }
});
