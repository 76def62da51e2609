import type { TableClient } from '@azure/data-tables';
import { beforeEach, describe, expect, test } from 'vitest';
import { FILE, type PublishedFlow } from '../../adapters/flow-entities.ts';
import { type FlowTable, flowTable } from '../../adapters/flow-table.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import { tablesConnectionString } from '../support/tables.ts';

let client: TableClient;
let table: FlowTable;

const at = (second: number) => `2026-11-20T10:15:${String(second).padStart(2, '0')}.000Z`;
const version = (number: number) => String(number).padStart(12, '0');
const by = (who: string, second: number) => ({ by: who, at: at(second) });

function flow(number: number, more: Partial<PublishedFlow> = {}): PublishedFlow {
  const [publishedBy, publishedAt] = ['ann', at(number)];
  return { version: version(number), source: `flow ${number}`, publishedBy, publishedAt, ...more };
}

beforeEach(async () => {
  const connectionString = tablesConnectionString();
  await emptyTables(connectionString);
  client = tableClients({ connectionString }).Flows;
  table = flowTable(client);
});

/** Publishes flows one after the other. */
async function publish(...numbers: number[]): Promise<void> {
  for (const number of numbers)
    expect(await table.publish(flow(number), undefined)).toMatchObject({ is: 'set' });
}

/** What one going back after the other leads to, from the current version on. */
async function wayBack(): Promise<string[]> {
  const way: string[] = [];
  for (;;) {
    const { version, before } = await table.current();
    way.push(version);
    if (version === FILE) return way;
    await table.makeCurrent(before[0] ?? FILE, by('ben', 30 + way.length), version);
  }
}

/** Every change there was, the newest first. */
async function history() {
  const rows: unknown[] = [];
  const queryOptions = { filter: "RowKey ge 'set:' and RowKey lt 'set;'" };
  for await (const { version, previous, setBy, setAt } of client.listEntities({ queryOptions }))
    rows.push({ version, previous, setBy, setAt });
  return rows;
}

describe('the current flow', () => {
  test('is the one that was deployed, while nobody has published any', async () => {
    expect(await table.current()).toEqual({ version: FILE, before: [] });
    expect(await table.versions()).toEqual([]);
    expect(await table.find(version(1))).toBeUndefined();
  });

  test('is the one that was published last, with who did it, and when', async () => {
    await publish(1);
    const done = await table.publish(flow(2, { publishedBy: 'ben' }), version(1));
    const current = { version: version(2), set: by('ben', 2), before: [version(1)] };
    expect(done).toEqual({ is: 'set', current });
    expect(await table.current()).toEqual(current);
  });

  test.each<[string, () => Promise<void>, (number | 'file')[]]>([
    ['as they were published', () => publish(1, 2, 3), [3, 2, 1, 'file']],
    ['once past one that was published twice', () => publish(1, 2, 1), [1, 2, 1, 'file']],
    [
      'from where somebody went back to',
      async () => {
        await publish(1, 2, 3);
        await table.makeCurrent(version(1), by('ben', 10), undefined);
        await publish(4);
      },
      [4, 1, 'file'],
    ],
    [
      'by the one that somebody came forward from',
      async () => {
        await publish(1, 2);
        await table.makeCurrent(version(1), by('ben', 10), undefined);
        await table.makeCurrent(version(2), by('ben', 11), undefined);
      },
      [2, 1, 'file'],
    ],
    [
      'to the deployed one alone after it was current',
      async () => {
        await publish(1);
        await table.makeCurrent(FILE, by('ben', 10), undefined);
        await publish(2);
      },
      [2, 'file'],
    ],
  ])('is left for earlier ones, %s', async (_, changes, way) => {
    await changes();
    expect(await wayBack()).toEqual(way.map((one) => (one === 'file' ? FILE : version(one))));
  });

  test('keeps a way back of a hundred', async () => {
    for (let number = 1; number <= 104; number += 1)
      await table.publish(flow(number, { publishedAt: at(1) }), undefined);
    expect((await table.current()).before).toHaveLength(100);
  });

  test('leaves a row for each change, which stays', async () => {
    await publish(1, 2);
    await table.makeCurrent(version(1), by('ben', 10), undefined);
    expect(await history()).toEqual([
      { version: version(1), previous: version(2), setBy: 'ben', setAt: at(10) },
      { version: version(2), previous: version(1), setBy: 'ann', setAt: at(2) },
      { version: version(1), previous: FILE, setBy: 'ann', setAt: at(1) },
    ]);
  });
});

describe('two who change it', () => {
  test('at once: one does, the other is told what is current, and nothing of theirs is stored', async () => {
    for (const first of [1, 11]) {
      const two = [first, first + 1, first + 2].map((number) => flow(number));
      const done = await Promise.all(two.map((one) => table.publish(one, undefined)));
      const { version } = await table.current();
      // one may have come after another was through: that is no conflict
      const lost = done.flatMap(({ is }, index) => (is === 'changed' ? [two[index]?.version] : []));
      for (const one of lost) expect(await table.find(one ?? '')).toBeUndefined();
      expect(done.filter(({ is }) => is === 'set')).toHaveLength(3 - lost.length);
      expect(lost).not.toContain(version);
    }
  });

  test('on the same row: the second finds it changed, by its ETag', async () => {
    await publish(1);
    const late = flowTable(readsFirst(client, () => table.publish(flow(2), undefined)));
    const done = await late.publish(flow(3), undefined);
    expect(done).toMatchObject({ is: 'changed', current: { version: version(2) } });
    expect(await table.find(version(3))).toBeUndefined();
    expect(await table.current()).toMatchObject({ version: version(2), before: [version(1)] });
  });

  test('where there is no row yet: the second finds that there is one', async () => {
    const late = flowTable(readsFirst(client, () => table.publish(flow(2), undefined)));
    const done = await late.makeCurrent(version(1), by('ben', 3), undefined);
    expect(done).toMatchObject({ is: 'changed', current: { version: version(2) } });
  });

  test('one after the other: the second, who expected another, is told', async () => {
    await publish(1, 2);
    const done = await table.publish(flow(3), version(1));
    expect(done).toMatchObject({
      is: 'changed',
      current: { version: version(2), set: by('ann', 2) },
    });
    expect(await table.makeCurrent(FILE, by('ben', 5), FILE)).toMatchObject({ is: 'changed' });
    expect(await table.publish(flow(3), version(2))).toMatchObject({ is: 'set' });
  });
});

/** The table of somebody who has read the current row when `then` happens. */
function readsFirst(table: TableClient, then: () => Promise<unknown>): TableClient {
  let isFirst = true;
  const getEntity: TableClient['getEntity'] = async (...args) => {
    const read = await table.getEntity<never>(...args).catch((error: Error) => error);
    if (isFirst) {
      isFirst = false;
      await then();
    }
    if (read instanceof Error) throw read;
    return read;
  };
  return new Proxy(table, {
    get(target, name) {
      const value = name === 'getEntity' ? getEntity : Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

describe('a published flow', () => {
  test('comes back as its author wrote it, however long', async () => {
    const long = `# Ünï, ☎ and 🤖\r\n${'🤖x'.repeat(60_000)}\n`;
    for (const source of ['line: L\n', long, `x${long}`, '\ufeff# "quoted"\n\ttab\n']) {
      await table.publish(flow(1, { source, note: 'why' }), undefined);
      expect(await table.find(version(1))).toEqual(flow(1, { source, note: 'why' }));
      await table.makeCurrent(FILE, by('ben', 9), undefined);
    }
  });

  test('again, while it is current, changes its text alone', async () => {
    await publish(1, 2);
    const again = flow(2, { source: '# a comment more', publishedBy: 'ben' });
    expect(await table.publish(again, version(1))).toMatchObject({ is: 'was-current' });
    expect(await table.find(version(2))).toEqual(again);
    expect(await table.current()).toMatchObject({ set: by('ann', 2), before: [version(1)] });
    expect(await history()).toHaveLength(2);
  });

  test('is listed with the others, the newest first, whatever digits their versions begin with', async () => {
    const others = ['fedcba987654', 'abcdefabcdef', 'c00000000000'];
    for (const [index, name] of others.entries())
      await table.publish(flow(index, { version: name, note: `note ${index}` }), undefined);
    expect(await table.versions()).toEqual(
      [2, 1, 0].map((index) => ({
        version: others[index],
        publishedBy: 'ann',
        publishedAt: at(index),
        note: `note ${index}`,
      })),
    );
  });
});

test('a table that is not there yet is made with the first flow', async () => {
  await client.deleteTable();
  expect(await table.current()).toEqual({ version: FILE, before: [] });
  expect(await table.versions()).toEqual([]);
  await publish(1);
  expect(await table.current()).toMatchObject({ version: version(1) });
});
