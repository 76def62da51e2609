import { describe, expect } from 'vitest';
import {
  areAway,
  asksForPerson,
  CHLOE,
  DEV,
  isAvailableAgain,
  STAFFED,
  standing,
} from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { texts } from './support/heard.ts';
import { journey } from './support/line.ts';
import { takenSlots } from './support/slots.ts';
import { accepts } from './support/talk.ts';

describe('an agent behind an extension', () => {
  journey(
    'is dialled through to, pauses included, and hears the whisper then',
    async (line) => {
      const { first: caller } = line;
      await areAway(line, 'chloe');
      await sets(line, DEV, { on: 'ivr', afterMs: 5_000, script: [{ expect: '204#' }] });
      const dev = called(line, DEV);
      await asksForPerson(caller, '3');
      const { heard, ivr } = await dev.hears('Press 1');
      const keyed = heard.map(({ kind, content }) => (kind === 'tone' ? content : '…')).join('');
      expect(keyed).toBe('204#…');
      expect(ivr?.matched).toEqual(['204#']);
      // answered 5 s after it began to ring; ww is a second
      const { timeline } = await line.record();
      const answered = timeline.find(({ type }) => type === 'agent-answered');
      const first = Date.parse(heard[0]?.at ?? '') - Date.parse(answered?.at ?? '');
      expect(first).toBeGreaterThanOrEqual(1_000);
      expect(first).toBeLessThan(1_500);
      expect(caller.phone()).toMatchObject({ state: 'on-hold', hearing: { kind: 'file' } });
      expect(caller.phone().heard.filter(({ kind }) => kind === 'tone')).toEqual([]);

      await accepts(line, DEV);
      expect(await standing(line)).toMatchObject({ dev: 'talking' });
      expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
    },
    STAFFED,
  );

  journey(
    'whose reception answers during the first words is dialled through to at once, and whispered to when they are over',
    async (line) => {
      const { first: caller } = line;
      await areAway(line, 'chloe');
      await sets(line, DEV, { on: 'ivr', afterMs: 100, script: [{ expect: '204#' }] });
      await asksForPerson(caller, '3');
      const { heard } = await called(line, DEV).hears('Press 1');
      expect(heard.filter(({ kind }) => kind === 'tone')).toHaveLength(4);
      expect(caller.phone().state).toBe('on-hold');
      const firstWords = caller.phone().heard.find(({ content }) => content.includes('hold'));
      expect(firstWords?.done).toBe(true);
    },
    STAFFED,
  );

  for (const [how, faults] of [
    ['fails', { sendTones: { fail: 8500 } }],
    [
      'is not taken',
      { api: [{ operation: 'sendDtmfTones', status: 400, code: '8523', times: 1 }] },
    ],
  ] as const) {
    journey(
      `that ${how} is away, and the next one is offered the call`,
      async (line) => {
        const { first: caller } = line;
        await line.faults(faults);
        await sets(line, DEV, { on: 'answer', afterMs: 3_000 });
        await sets(line, CHLOE, { on: 'answer' });
        await line.passes(1_000);
        await isAvailableAgain(line, 'chloe'); // who is offered the call second now
        await asksForPerson(caller, '3');
        await called(line, CHLOE).hears('Press 1');
        const [dev] = await called(line, DEV).all();
        expect(dev?.state).toBe('ended');
        expect(dev && texts(dev)).toEqual([]);
        expect(await standing(line)).toMatchObject({
          chloe: 'offered',
          dev: 'away extension-failed',
        });
        const { offers } = await line.record();
        expect(offers).toMatchObject([
          { agent: 'dev', result: 'extension-failed' },
          { agent: 'chloe' },
        ]);
        const [slot] = await takenSlots(line);
        expect(Date.parse(slot?.takenAt ?? '')).toBeGreaterThanOrEqual(
          Date.parse(offers[0]?.endedAt ?? ''),
        );
      },
      STAFFED,
    );
  }

  journey(
    'whose reception hangs up before it is dialled is available',
    async (line) => {
      await areAway(line, 'chloe');
      await sets(line, DEV, { on: 'answer', afterMs: 3_000 });
      const dev = called(line, DEV);
      await asksForPerson(line.first, '3');
      await line.passes(3_500); // in the pause before the keys
      await dev.hangsUp();
      await line.first.hears('Nobody is free');
      expect(await standing(line)).toMatchObject({ dev: 'available' });
      expect((await line.record()).offers).toMatchObject([{ agent: 'dev', result: 'hung-up' }]);
    },
    STAFFED,
  );
});
