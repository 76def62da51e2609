import { describe, expect, test } from 'vitest';
import type { LineChange } from '../../adapters/line-rows.ts';
import { getLine, putLine } from '../../functions/line-api.ts';
import { fakeDeps, type Given, request } from './support/fakes.ts';

async function put(body: unknown, given: Given = {}) {
  const changes: LineChange[] = [];
  const change = async (one: LineChange) => void changes.push(one);
  const { deps, log } = fakeDeps({ line: { change }, ...given });
  const string = typeof body === 'string' ? body : JSON.stringify(body);
  const { status, jsonBody } = await putLine(deps, request({ method: 'PUT', body: { string } }));
  return { status, body: jsonBody, log, changes };
}

describe('a change of the line', () => {
  test.each([
    [{ state: 'message', text: 'Closed.' }, '*'],
    [{ state: 'message', text: 'Closed.', hangUp: true, number: '+15550199' }, '+15550199'],
    [{ state: 'transfer', to: '+15550155' }, '*'],
    [{ state: 'transfer', to: '+15550155', text: 'One moment.' }, '*'],
    [{ state: 'reject' }, '*'],
    [{ state: 'off' }, '*'],
  ])('is taken as it was asked for: %j', async (body, number) => {
    const { number: _, ...to } = { number, ...body };
    const { status, changes, log } = await put({ ...body, by: 'ann' });
    expect(status).toBe(200);
    expect(changes).toEqual([{ number, to, by: 'ann' }]);
    expect(log).toEqual([
      { level: 'info', event: 'line-set', fields: { number, state: body.state } },
    ]);
  });

  test.each([
    ['nonsense', undefined],
    [[], undefined],
    [{}, 'state'],
    [{ state: 'closed' }, 'state'],
    [{ state: 'message' }, 'text'],
    [{ state: 'message', text: ' ' }, 'text'],
    [{ state: 'message', text: 'two\nlines' }, 'text'],
    [{ state: 'message', text: 'x'.repeat(4_001) }, 'text'],
    [{ state: 'message', text: 'x', hangUp: false }, 'hangUp'],
    [{ state: 'message', text: 'x', to: '+15550155' }, 'to'],
    [{ state: 'transfer' }, 'to'],
    [{ state: 'transfer', to: '0155' }, 'to'],
    [{ state: 'transfer', to: '+15550155', hangUp: true }, 'hangUp'],
    [{ state: 'reject', text: 'x' }, 'text'],
    [{ state: 'off', number: '+15550123' }, 'number'],
    [{ state: 'off', number: '*' }, 'number'],
    [{ state: 'off', by: '' }, 'by'],
    [{ state: 'off', colour: 'red' }, 'colour'],
  ])('is refused with the property that is wrong: %j', async (body, target) => {
    const { status, body: answer, changes, log } = await put(body);
    expect(status).toBe(400);
    expect(answer.error.target).toBe(target);
    expect([changes, log]).toEqual([[], []]);
  });

  test('to a number that may not be dialled is refused before anybody is sent there', async () => {
    const { status, body, changes } = await put({ state: 'transfer', to: '+442071838750' });
    expect([status, body.error.code, changes]).toEqual([403, 'NotAllowed', []]);
  });

  test('is kept with whom the token was issued to, whatever they say', async () => {
    const checkApiToken = async () => ({ ok: true as const, roles: [], who: 'Ann Berg (3f9a)' });
    const { changes } = await put({ state: 'off', by: 'ben' }, { checkApiToken });
    expect(changes).toMatchObject([{ by: 'Ann Berg (3f9a)' }]);
  });

  test('with a function key is kept as such when nobody says more', async () => {
    expect((await put({ state: 'off' })).changes).toMatchObject([{ by: 'function key' }]);
  });

  test('is answered with 503 while the tables are away', async () => {
    const change = async () => Promise.reject(new Error('away'));
    expect(await put({ state: 'off' }, { line: { change } })).toMatchObject({ status: 503 });
  });
});

test('how the line stands is told with the ends of numbers to which callers go', async () => {
  const told = { changedBy: 'ann', changedAt: '2026-11-20T10:15:00.000Z' };
  const sent = { state: 'transfer', to: '+15550155', ...told } as const;
  const look = async () => ({
    numbers: [{ number: '*', ...sent }],
    changes: [{ number: '+15550199', ...sent }],
  });
  const { jsonBody } = await getLine(fakeDeps({ line: { look } }).deps);
  expect(jsonBody).toEqual({
    numbers: [{ number: 'all', ...sent, to: '+••••••55' }],
    changes: [{ number: '+15550199', ...sent, to: '+••••••55' }],
  });
});
