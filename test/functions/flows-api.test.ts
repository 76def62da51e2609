import { beforeEach, describe, expect, test } from 'vitest';
import { brokenFile } from '../../adapters/authored-file.ts';
import { type FlowTable, flowTable } from '../../adapters/flow-table.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import { publishFlow, putCurrentFlow } from '../../functions/flow-changes.ts';
import { getFlow, listFlows } from '../../functions/flows-api.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { fakeDeps, type Given, NOW, request } from './support/fakes.ts';

/** What the check of these tests makes of every text. */
const VERSION = 'abcdef012345';
let table: FlowTable;

beforeEach(async () => {
  const connectionString = tablesConnectionString();
  await emptyTables(connectionString);
  table = flowTable(tableClients({ connectionString }).Flows);
});

/** A request with a body, or for a version; what is asked for is told by which of the two there is. */
async function asks(
  what: { post?: unknown; put?: unknown; get?: string; list?: true },
  given: Given = {},
) {
  const { deps, log } = fakeDeps({ flowTable: table, ...given });
  const body = (sent: unknown) => ({
    string: typeof sent === 'string' ? sent : JSON.stringify(sent),
  });
  const answer =
    'post' in what
      ? await publishFlow(deps, request({ method: 'POST', body: body(what.post) }))
      : 'put' in what
        ? await putCurrentFlow(deps, request({ method: 'PUT', body: body(what.put) }))
        : what.list
          ? await listFlows(deps)
          : await getFlow(deps, request({ method: 'GET', params: { version: what.get ?? '' } }));
  return { status: answer.status, body: JSON.parse(JSON.stringify(answer.jsonBody)), log };
}

describe('a flow is published', () => {
  test('with who did it as they say, while nobody asks for tokens, and no word of that in the log', async () => {
    const answer = await asks({ post: { source: 'line: L', note: 'snow', by: 'ann' } });
    expect(answer).toEqual({
      status: 201,
      body: { version: VERSION, setBy: 'ann', setAt: NOW, previous: 'file' },
      log: [{ level: 'info', event: 'flow-set', fields: { version: VERSION } }],
    });
    const stored = { publishedBy: 'ann', publishedAt: NOW, note: 'snow' };
    expect((await asks({ get: VERSION })).body).toEqual({
      version: VERSION,
      source: 'line: L',
      ...stored,
    });
    expect((await asks({ list: true })).body).toEqual({
      current: answer.body,
      file: { version: VERSION },
      versions: [{ version: VERSION, ...stored }],
    });
  });

  test.each([
    [undefined, 'function key'],
    [{ ok: true as const, roles: [], who: 'Ann Berg (0a1b)' }, 'Ann Berg (0a1b)'],
    [{ ok: true as const, roles: [] }, 'somebody without a name'],
  ])('by whom the token %j names', async (verdict, who) => {
    const checkApiToken = verdict && (async () => verdict);
    const said = verdict ? { by: 'somebody else' } : {};
    const { body } = await asks({ post: { source: 'line: L', ...said } }, { checkApiToken });
    expect(body.setBy).toBe(who);
    await asks({ put: { version: 'file', ...said } }, { checkApiToken });
    expect((await table.current()).set?.by).toBe(who);
  });

  test('in no other way than as a flow that can be run', async () => {
    const mistake = { line: 3, column: 7, message: 'menu "main": \u0007no.' };
    const checkFlow = async () => brokenFile('the flow', [mistake]);
    const answer = await asks({ post: { source: 'line: L' } }, { checkFlow });
    expect(answer).toEqual({
      status: 400,
      body: {
        error: {
          code: 'BrokenFlow',
          message: '1 mistake in the flow: it is not taken.',
          target: 'source',
          mistakes: [{ ...mistake, message: 'menu "main":  no.' }],
        },
      },
      log: [],
    });
    expect(await table.versions()).toEqual([]);
  });
});

describe('what is asked for wrongly', () => {
  test.each<[unknown, string | undefined]>([
    [{}, 'source'],
    [{ source: '' }, 'source'],
    [{ source: 7 }, 'source'],
    [{ source: 'line: \ud800' }, 'source'],
    [{ source: 'x', note: 'two\nlines' }, 'note'],
    [{ source: 'x', note: 'n'.repeat(201) }, 'note'],
    [{ source: 'x', note: ' ' }, 'note'],
    [{ source: 'x', by: '' }, 'by'],
    [{ source: 'x', expected: 'abc' }, 'expected'],
    [{ source: 'x', flow: 'y' }, 'flow'],
    [['x'], undefined],
    ['nonsense', undefined],
  ])('is told of a flow: %j', async (post, target) => {
    const { status, body } = await asks({ post });
    expect([status, body.error.code, body.error.target]).toEqual([400, 'BadRequest', target]);
    expect(await table.versions()).toEqual([]);
  });

  test.each<[unknown, string | undefined]>([
    [{}, 'version'],
    [{ version: 'ABCDEF012345' }, 'version'],
    [{ version: 'current' }, 'version'],
    [{ version: 'file', note: 'n' }, 'note'],
    [{ version: 'file', expected: 1 }, 'expected'],
    ['nonsense', undefined],
  ])('is told of a version: %j', async (put, target) => {
    const { status, body } = await asks({ put });
    expect([status, body.error.code, body.error.target]).toEqual([400, 'BadRequest', target]);
  });

  test('is a flow of more than 256 KB', async () => {
    const source = `#${' '.repeat(256 * 1024)}`;
    expect((await asks({ post: { source } })).status).toBe(413);
    expect((await asks({ put: { version: source } })).status).toBe(413);
  });

  test.each(['current', 'ABCDEF012345', 'set:1', "a' or '", '', '0123456789ab'])(
    'is the version %j, which is none',
    async (version) => {
      expect(await asks({ get: version })).toMatchObject({
        status: 404,
        body: { error: { code: 'NotFound' } },
      });
    },
  );
});

test('the flow that was deployed is shown as its file has it', async () => {
  const { status, body } = await asks({ get: 'file' });
  expect([status, body.version]).toEqual([200, 'file']);
  expect(body.source).toContain('# The line of an energy supplier.');
  const config = { flow: 'flows/none.yaml' };
  expect((await asks({ get: 'file' }, { config })).status).toBe(503);
});

test('going back to the file while it is current is no change', async () => {
  const answer = await asks({ put: { version: 'file', by: 'ann' } });
  expect(answer).toEqual({ status: 200, body: { version: 'file' }, log: [] });
});

test('tables that are away are told, without their inner workings', async () => {
  const away = () => Promise.reject(new Error('AccountKey=secret'));
  const flowTable = { current: away, find: away, versions: away, publish: away, makeCurrent: away };
  const answers = [
    await asks({ list: true }, { flowTable }),
    await asks({ get: VERSION }, { flowTable }),
    await asks({ post: { source: 'x' } }, { flowTable }),
    await asks({ put: { version: VERSION } }, { flowTable }),
    await asks({ put: { version: 'file' } }, { flowTable }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
  expect(JSON.stringify(answers)).not.toContain('secret');
});
