import { describe, expect } from 'vitest';
import { lineTable } from '../../adapters/line-table.ts';
import { tableClients } from '../../adapters/table-clients.ts';
import type { LineState } from '../../calls/line-state.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { called, sets } from './support/called.ts';
import { deliver, deliveredRings } from './support/delivered-rings.ts';
import { legs, nothingRuns, talkTogether } from './support/handed-over.ts';
import { journey, type Line } from './support/line.ts';

const OURS = '+15550199';
const ELSEWHERE = '+15550155';
const FLOOD = 'Our offices are closed because of the flood.';

/** Switches the line as an operator does, and gives back the answer. */
async function switches(line: Line, to: LineState | { state: 'off' }, number?: string) {
  const body = JSON.stringify({ ...to, number, by: 'ann' });
  const answer = await fetch(`${line.host.url}/api/line`, { method: 'PUT', body });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { numbers: Shown[]; changes: Shown[] };
}

interface Shown {
  number: string;
  state: string;
  changedAt: string;
}

/** Somebody rings, and hangs up when they have heard the first words. */
async function hearsFirst(line: Line, words: string): Promise<void> {
  const caller = line.caller();
  await caller.rings();
  await caller.hears(words);
  expect(caller.phone().heard).toHaveLength(1);
  await caller.hangsUp();
}

describe('a line that is switched to a message', () => {
  journey('says it to new callers, who go on in the flow', async (line) => {
    const { first: caller } = line;
    await switches(line, { state: 'message', text: FLOOD });
    await caller.rings();
    await caller.hears('because of the flood');
    await caller.hears('Welcome');
    await caller.hears('press 1');
    expect((await line.record()).call).toMatchObject({ state: 'talking', step: 'main' });
    await caller.hangsUp();
  });

  journey('and then hung up, is over after it', async (line) => {
    const { first: caller } = line;
    await switches(line, { state: 'message', text: FLOOD, hangUp: true });
    await caller.rings();
    await caller.hears('because of the flood');
    caller.presses('0');
    caller.presses('*0');
    await caller.isHungUpOn();
    const { call } = await line.record();
    expect(call).toMatchObject({ outcome: 'completed', step: 'line:message' });
    expect(caller.phone().heard).toHaveLength(1);
    nothingRuns(line);
  });

  journey(
    'for another number of ours serves this one as ever',
    async (line) => {
      const { first: caller } = line;
      await switches(line, { state: 'message', text: FLOOD }, '+15550198');
      await caller.rings();
      await caller.hears('Welcome');
      expect(caller.phone().heard).toHaveLength(1);
      await caller.hangsUp();
    },
    { settings: { LINE_NUMBERS: '+15550199,+15550198' } },
  );

  journey('for this number goes by its own row, not by that of all', async (line) => {
    const { first: caller } = line;
    await switches(line, { state: 'reject' });
    await switches(line, { state: 'message', text: FLOOD }, '+15550199');
    await caller.rings();
    await caller.hears('because of the flood');
    await caller.hangsUp();
  });
});

describe('a line that is switched to another number', () => {
  journey('hands new callers over after its words', async (line) => {
    const { first: caller } = line;
    await sets(line, ELSEWHERE, { on: 'answer', afterMs: 2_000 });
    await switches(line, { state: 'transfer', to: ELSEWHERE, text: 'You are put through.' });
    await caller.rings();
    await caller.hears('put through');
    const there = called(line, ELSEWHERE);
    await there.rings();
    expect(await legs(line)).toEqual(['transfer']);
    await line.passes(2_000);
    await talkTogether(caller, there);
    expect((await line.record()).call).toMatchObject({ outcome: 'transferred' });
    expect(await legs(line)).toEqual([]);
    nothingRuns(line);
  });

  journey('and has no words hands them over without any', async (line) => {
    const { first: caller } = line;
    await sets(line, ELSEWHERE, { on: 'answer', afterMs: 2_000 });
    await switches(line, { state: 'transfer', to: ELSEWHERE });
    await caller.rings();
    await called(line, ELSEWHERE).rings();
    await line.passes(2_000);
    await talkTogether(caller, called(line, ELSEWHERE));
    expect(caller.phone().heard).toEqual([]);
    expect((await line.record()).call).toMatchObject({ outcome: 'transferred' });
    expect(await legs(line)).toEqual([]);
    nothingRuns(line);
  });

  journey('where nobody can be reached serves them by the flow', async (line) => {
    const { first: caller } = line;
    await sets(line, ELSEWHERE, { on: 'busy', afterMs: 1_000 });
    await switches(line, { state: 'transfer', to: ELSEWHERE });
    await caller.rings();
    await caller.hears('Welcome', { withinSeconds: 65 });
    await caller.hears('press 1');
    expect(await legs(line)).toEqual([]);
    await caller.hangsUp();
    expect((await line.record()).call).toMatchObject({ outcome: 'abandoned' });
    nothingRuns(line);
  });

  journey(
    'that is the one they rang serves them by the flow, and not in a circle',
    async (line) => {
      const { first: caller } = line;
      await switches(line, { state: 'transfer', to: OURS });
      await caller.rings();
      await caller.hears('Welcome');
      expect(await line.requests(':transferToParticipant')).toEqual([]);
      await caller.hangsUp();
      const body = JSON.stringify({ state: 'transfer', to: OURS, number: OURS });
      const answer = await fetch(`${line.host.url}/api/line`, { method: 'PUT', body });
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { error: { target: 'to' } },
      ]);
    },
  );

  journey('dials none that it may not', async (line) => {
    const body = JSON.stringify({ state: 'transfer', to: '+442071838750' });
    const answer = await fetch(`${line.host.url}/api/line`, { method: 'PUT', body });
    expect([answer.status, await answer.json()]).toMatchObject([403, { error: { target: 'to' } }]);
  });
});

describe('a line that is switched to reject', () => {
  journey('has new callers hear busy, and keeps one row of each', async (line) => {
    const { first: caller } = line;
    await line.faults({ incomingCall: { copies: 2 } });
    await switches(line, { state: 'reject' });
    await caller.rings();
    await caller.isHungUpOn();
    expect(caller.phone()).toMatchObject({ heard: [] });
    expect(await line.calls()).toMatchObject([{ state: 'ended', outcome: 'rejected' }]);
    expect(await line.requests(':answer')).toEqual([]);
    expect(line.host.durable.instances()).toEqual([]);
  });

  journey('rejects a ring once, however often it is delivered, and off between', async (line) => {
    const { first: caller } = line;
    await switches(line, { state: 'reject' });
    await caller.rings();
    await caller.isHungUpOn();
    await switches(line, { state: 'off' });
    const [ring] = await deliveredRings(line);
    await deliver(line, ring);
    await line.passes(1_000);
    expect(await line.calls()).toMatchObject([{ outcome: 'rejected' }]);
    expect(await line.requests(':reject')).toHaveLength(1);
    expect(await line.requests(':answer')).toEqual([]);
  });

  journey('leaves alone a call whose ring is delivered again', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 1');
    await switches(line, { state: 'reject' });
    const [ring] = await deliveredRings(line);
    await deliver(line, ring);
    await line.passes(500);
    caller.presses('1');
    await caller.hears('account number');
    expect(await line.requests(':reject')).toEqual([]);
    expect(await line.calls()).toMatchObject([{ state: 'talking' }]);
    await caller.hangsUp();
  });

  journey('is asked again by Event Grid while ACS is away', async (line) => {
    const { first: caller } = line;
    await line.faults({ api: [{ operation: 'reject', status: 503, code: '503', times: 1 }] });
    await switches(line, { state: 'reject' });
    await caller.rings();
    await caller.isHungUpOn();
    expect(await line.calls()).toMatchObject([{ outcome: 'rejected' }]);
  });
});

describe('a switch', () => {
  journey('is for new calls: one in progress goes on', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 1');
    await switches(line, { state: 'message', text: FLOOD, hangUp: true });
    await line.passes(5_000);
    caller.presses('1');
    await caller.hears('account number');
    expect(await line.calls()).toMatchObject([{ state: 'talking', step: 'account' }]);
    await caller.hangsUp();
  });

  journey('that another process makes is noticed within 30 seconds, on and off', async (line) => {
    const { Line } = tableClients({ connectionString: tablesConnectionString() });
    const other = lineTable(Line, line.clock.now);
    const by = 'another process';
    await hearsFirst(line, 'Welcome');
    await other.change({ number: '*', to: { state: 'message', text: FLOOD }, by });
    await line.passes(29_000);
    await hearsFirst(line, 'flood');
    await other.change({ number: '*', to: { state: 'off' }, by });
    await line.passes(29_000);
    await hearsFirst(line, 'Welcome');
  });

  journey('off serves callers by the flow again; who did what, and when, stays', async (line) => {
    const { first: caller } = line;
    await switches(line, { state: 'reject' });
    await switches(line, { state: 'transfer', to: ELSEWHERE }, '+15550199');
    await line.passes(60_000);
    await switches(line, { state: 'off' }, '+15550199');
    const { numbers, changes } = await switches(line, { state: 'off' });
    expect(numbers).toMatchObject([
      { number: 'all', state: 'off', changedBy: 'ann' },
      { number: '+15550199', state: 'off', changedBy: 'ann' },
    ]);
    expect(changes).toMatchObject([
      { number: 'all', state: 'off' },
      { number: '+15550199', state: 'off' },
      { number: '+15550199', state: 'transfer', to: '+••••••55', changedBy: 'ann' },
      { number: 'all', state: 'reject', changedBy: 'ann' },
    ]);
    const [off = 0, , , reject = 0] = changes.map(({ changedAt }) => Date.parse(changedAt));
    expect(off - reject).toBeGreaterThanOrEqual(60_000);
    await caller.rings();
    await caller.hears('Welcome');
    await caller.hangsUp();
  });
});
