import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { person } from '../adapters/support/agents.ts';
import { type Line, startLine } from '../journeys/support/line.ts';

/** The functions as the host serves them, with one call that was made. */
let line: Line;
let callId: string;

beforeAll(async () => {
  line = await startLine({ agents: [person('anna', 61)] });
  const caller = line.caller('+15550100');
  await caller.rings();
  await caller.hears('Welcome');
  await caller.hangsUp();
  const [call] = await line.calls();
  callId = call?.callId ?? '';
});

afterAll(() => line.stop());

describe('support', () => {
  test('finds the call by its day and its outcome', async () => {
    const { status, json } = await line.api('/calls?day=2026-11-20&outcome=abandoned');
    expect(status).toBe(200);
    expect(json).toMatchObject({ calls: [{ callId, from: '+••••••00', outcome: 'abandoned' }] });
    expect(await line.api('/calls?day=2026-11-20&outcome=completed')).toMatchObject({
      json: { calls: [] },
    });
  });

  test('finds the call by who called', async () => {
    expect(await line.api('/calls/search', { from: '+15550100' })).toMatchObject({
      status: 200,
      json: { calls: [{ callId }] },
    });
    expect(await line.api('/calls/search', { from: '+15550123' })).toMatchObject({
      json: { calls: [] },
    });
  });

  test('reads the numbers in full where they are asked for', async () => {
    expect(await line.api(`/calls/${callId}/numbers`)).toEqual({
      status: 200,
      json: { from: '+15550100', to: line.lineNumber },
    });
  });

  test('is told what is wrong with a question', async () => {
    expect(await line.api('/calls?limit=201')).toMatchObject({
      status: 400,
      json: { error: { code: 'BadRequest', target: 'limit' } },
    });
    expect(await line.api('/calls/20261120T101502-000000000000')).toMatchObject({ status: 404 });
  });
});

test('agents are listed and set', async () => {
  const anna = { id: 'anna', name: 'ANNA', skills: [], state: 'available' };
  expect(await line.api('/agents')).toMatchObject({ status: 200, json: { agents: [anna] } });
  const body = JSON.stringify({ state: 'away' });
  const answer = await fetch(`${line.host.url}/api/agents/anna`, { method: 'PUT', body });
  expect([answer.status, await answer.json()]).toMatchObject([200, { ...anna, state: 'away' }]);
  expect(await line.api('/agents')).toMatchObject({ json: { agents: [{ state: 'away' }] } });
});

test('the line is well and says under which number', async () => {
  expect(await line.api('/health')).toEqual({
    status: 200,
    json: { ok: true, lineNumbers: [line.lineNumber], checks: { config: 'ok', tables: 'ok' } },
  });
});

test('a callback without a token reaches no call', async () => {
  expect(await line.api(`/calls/${callId}/events`, [])).toMatchObject({ status: 401 });
});

test('the log knows the call and no number in full', () => {
  const text = JSON.stringify(line.logged);
  expect(text).toContain(callId);
  expect(text).toContain('+••••••00');
  expect(text).not.toContain('15550100');
});
