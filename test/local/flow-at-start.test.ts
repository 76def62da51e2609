import { expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import { flowAtStart } from '../../local/flow-at-start.ts';
import { SMALL_LINE } from '../calls/support/small-line.ts';
import { GOOD } from '../flows/broken-flow.ts';
import { fakeServer } from './support/fake-server.ts';

const VERSION = '3f9a0c1be27d';
const current = { version: VERSION, setBy: 'ann\u001b[2J', setAt: '2026-11-20T10:15:02.000Z' };
const file = { version: '000000000000' };

/** What a start finds at a line that answers so. */
async function found(list: object, source?: string) {
  await using api = await fakeServer(({ url }) => {
    if (url === '/api/flows') return [200, { file, versions: [], ...list }];
    return source === undefined ? [404, {}] : [200, { version: VERSION, source }];
  });
  return await flowAtStart(api.port, undefined, SMALL_LINE, 'flows/main.yaml');
}

test('a start takes the flow of the file while it is current', async () => {
  expect(await found({ current: { version: 'file' } })).toEqual({ flow: SMALL_LINE });
});

test('a start takes the one that was published, and says so', async () => {
  const { flow, told } = await found({ current }, GOOD);
  const parsed = parseFlow(GOOD, 'good');
  expect(flow).toEqual({ ...(parsed.ok && parsed.flow), version: VERSION });
  expect(told).toBe(
    `published version ${VERSION}, since 2026-11-20 10:15:02 (UTC) by ann\\u001b[2J, not flows/main.yaml. Back to it: npm run flow -- rollback file`,
  );
});

test.each([['line: Old\n'], [undefined]])(
  'a start takes the file where the published one is %j, as the line does',
  async (source) => {
    expect(await found({ current }, source)).toEqual({ flow: SMALL_LINE });
  },
);
