import { describe, expect } from 'vitest';
import { slotTable } from '../../adapters/outbound-slots.ts';
import { tableClients } from '../../adapters/table-clients.ts';
import { SMALL_LINE } from '../calls/support/small-line.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { asks, called, sets } from './support/called.ts';
import { journey } from './support/line.ts';

const ANN = '+15550123';
const BEN = '+15550124';

/** The small line, which greets whom it calls by name. */
const GREETING = {
  flow: {
    ...SMALL_LINE,
    steps: {
      ...SMALL_LINE.steps,
      welcome: { kind: 'say', say: 'Good day, {context.name}.', next: 'main' },
    },
  } as typeof SMALL_LINE,
};

describe('somebody whom the line calls', () => {
  journey('answers, hears the flow, and is led through it by keys', async (line) => {
    await sets(line, ANN, { on: 'answer' });
    const ann = called(line, ANN);
    const { status, callId, location } = await asks(line, { to: ANN });
    expect(status).toBe(202);
    expect(location).toBe(`${line.host.url}/api/calls/${callId}`);
    expect((await line.record(callId)).call).toMatchObject({ state: 'ringing' });

    await ann.hears('press 1');
    await ann.presses('2');
    await ann.hears('about your bill');
    await ann.presses('12345678#');
    await ann.hears('text your balance');
    await ann.isHungUpOn();
    const { call, digits } = await line.record(callId);
    expect(call).toMatchObject({
      direction: 'outbound',
      from: '+••••••99',
      to: '+••••••23',
      outcome: 'completed',
    });
    expect(digits.map((row) => row.digits)).toEqual(['2', '12345678']);
  });

  journey(
    'is greeted by the name that was given, and by the step that was asked for',
    async (line) => {
      await sets(line, ANN, { on: 'answer' });
      await sets(line, BEN, { on: 'answer' });
      await asks(line, { to: ANN, context: { name: 'Ann' } });
      await called(line, ANN).hears('Good day, Ann.');
      await asks(line, { to: BEN, flow: 'hours' });
      const { heard } = await called(line, BEN).hears('We are open.');
      expect(heard).toHaveLength(1);
    },
    GREETING,
  );

  journey('behind an extension is reached key by key, pauses included', async (line) => {
    const script = [{ expect: '123', say: 'Extension?' }, { expect: '45#' }];
    await sets(line, ANN, { on: 'ivr', script });
    const ann = called(line, ANN);
    await asks(line, { to: ANN, extension: '123W,w45#' });
    const { heard, ivr } = await ann.hears('Welcome');
    expect(ivr?.matched).toEqual(['123', '45#']);
    expect(heard.map(({ kind, content }) => (kind === 'tone' ? content : '…')).join('')).toBe(
      '12345#…',
    );
    const [before, after] = [heard[2], heard[3]].map((tone) => Date.parse(tone?.at ?? ''));
    expect(Number(after) - Number(before)).toBeGreaterThanOrEqual(2500);
  });
});

describe('a call that nobody takes', () => {
  for (const [on, outcome] of [
    ['busy', 'busy'],
    ['decline', 'declined'],
  ]) {
    for (const sipDetails of [true, false]) {
      journey(
        `by a number that is set to ${on} ends ${outcome}, SIP code ${sipDetails}`,
        async (line) => {
          await line.faults({ sipDetails });
          await sets(line, ANN, { on });
          const { callId } = await asks(line, { to: ANN });
          await called(line, ANN).isHungUpOn();
          await line.passes(1000);
          expect((await line.record(callId)).call).toMatchObject({ state: 'ended', outcome });
          expect(await line.requests(':terminate')).toEqual([]);
        },
      );
    }
  }

  journey('rings as long as it may, and not longer', async (line) => {
    const ann = called(line, ANN);
    const { callId } = await asks(line, { to: ANN });
    await ann.rings();
    await line.passes(44_000);
    expect((await ann.rings()).state).toBe('ringing');
    await line.passes(2_000);
    await ann.isHungUpOn();
    const { call, timeline } = await line.record(callId);
    expect(call).toMatchObject({ state: 'ended', outcome: 'no-answer' });
    const commands = timeline.filter((row) => row.kind === 'command');
    expect(commands.map((row) => row.type)).toEqual(['createCall', 'armDeadline', 'hangUp']);
    const [dialled, , hungUp] = commands.map((row) => Date.parse(row.at));
    expect(Number(hungUp) - Number(dialled)).toBe(45_000);
    expect(await line.requests(':terminate')).toHaveLength(1);
  });

  journey(
    'rings as long as OUTBOUND_RING_SECONDS says',
    async (line) => {
      await asks(line, { to: ANN });
      await line.passes(11_000);
      const [phone] = await called(line, ANN).all();
      expect(phone?.state).toBe('ended');
    },
    { settings: { OUTBOUND_RING_SECONDS: '10' } },
  );
});

describe('a call that is asked for twice', () => {
  journey('at once, under one key, rings once', async (line) => {
    await sets(line, ANN, { on: 'answer' });
    const ann = called(line, ANN);
    const asked = await Promise.all(
      [1, 2, 3].map(() => asks(line, { to: ANN, context: { name: 'Ann' } }, 'order-7')),
    );
    expect(asked.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(asked.map(({ callId }) => callId)).size).toBe(1);
    await ann.hears('press 1');
    expect(await ann.all()).toHaveLength(1);
    await ann.hangsUp();
    await line.passes(1000);
    expect(await asks(line, { to: ANN, context: { name: 'Ann' } }, 'order-7')).toEqual(asked[0]);
    await line.passes(10_000);
    expect(await ann.all()).toHaveLength(1);
    expect((await line.calls()).map(({ callId }) => callId)).toEqual([asked[0]?.callId]);
  });

  journey('for different things, under one key, rings the first only', async (line) => {
    await asks(line, { to: ANN }, 'order-7');
    expect(await asks(line, { to: BEN }, 'order-7')).toMatchObject({ status: 422 });
    await line.passes(5000);
    expect(await called(line, BEN).all()).toEqual([]);
  });
});

describe('the line calls no more people at once than it may', () => {
  journey('the third has to wait until one is free', async (line) => {
    await sets(line, ANN, { on: 'answer' });
    await asks(line, { to: ANN }, 'one');
    await asks(line, { to: BEN }, 'two');
    expect(await asks(line, { to: BEN }, 'three')).toMatchObject({
      status: 429,
      code: 'AllInUse',
    });
    await called(line, ANN).hangsUp();
    await line.passes(1000);
    expect((await asks(line, { to: BEN }, 'three')).status).toBe(202);
    expect((await asks(line, { to: BEN }, 'four')).status).toBe(429);
  });

  journey(
    'and calls under its other number while the first one is taken',
    async (line) => {
      const asked = [await asks(line, { to: ANN }), await asks(line, { to: BEN })];
      expect(asked.map(({ status }) => status)).toEqual([202, 202]);
      await line.passes(500);
      const phones = [...(await called(line, ANN).all()), ...(await called(line, BEN).all())];
      expect(phones.map(({ other }) => other)).toEqual(['+15550199', '+15550198']);
    },
    { settings: { OUTBOUND_LEGS_PER_NUMBER: '1', LINE_NUMBERS: '+15550199,+15550198' } },
  );
});

journey(
  'the slot of a call that never began is freed by the watchdog, after a minute',
  async (line) => {
    const tables = tableClients({ connectionString: tablesConnectionString() });
    const options = { ourNumbers: [line.lineNumber], perNumber: 1, now: () => line.clock.now() };
    const slots = slotTable(tables.OutboundSlots, options);
    await slots.take('20261120T101502-000000000000', 'call', line.lineNumber);
    await line.passes(55_000);
    expect((await asks(line, { to: ANN })).status).toBe(429);
    await line.passes(20_000);
    expect((await asks(line, { to: ANN })).status).toBe(202);
    expect(line.logged.map(({ event }) => event)).toContain('slot-freed');
  },
  { settings: { OUTBOUND_LEGS_PER_NUMBER: '1' } },
);

describe('numbers', () => {
  journey('that may not be dialled never ring, and leave nothing behind', async (line) => {
    expect(await asks(line, { to: '+442071838750' })).toMatchObject({
      status: 403,
      code: 'NotAllowed',
    });
    await line.passes(5000);
    expect(await called(line, '+442071838750').all()).toEqual([]);
    expect(await line.calls()).toEqual([]);
  });

  journey('are in no line of the log, and in no status', async (line) => {
    await sets(line, ANN, { on: 'answer' });
    const { callId } = await asks(line, { to: ANN, extension: '1', context: { who: 'Ann' } });
    await called(line, ANN).hears('Welcome');
    await called(line, ANN).hangsUp();
    await asks(line, { to: '+442071838750' });
    const shown = JSON.stringify([line.logged, await line.record(callId)]);
    expect(line.logged.length).toBeGreaterThan(5);
    expect(shown).not.toMatch(/5550123|5550199|2071838750/);
    const { json } = await line.api(`/calls/${callId}/numbers`);
    expect(json).toEqual({ from: '+15550199', to: ANN });
  });
});
