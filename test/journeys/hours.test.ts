import { describe, expect } from 'vitest';
import { AGENT_PHONES, ANNA, STAFF } from './support/agents.ts';
import { called } from './support/called.ts';
import { flowOf } from './support/flow-text.ts';
import { nothingRuns } from './support/handed-over.ts';
import { journey, type Line, type LineOptions } from './support/line.ts';

/** A line that callers of these tests ring on Friday, 20 November 2026, at a quarter past ten in London. */
function lineOpen(friday: string, more = '{}'): LineOptions {
  const flow = flowOf(`
    welcome: { hours: office, open: main, closed: night, holiday: feast }
    main:
      menu: We are here. For a person, press 1.
      keys: { 1: person }
      otherwise: bye
    person: { escalate: Please hold., hours: desk, otherwise: nobody }
    operator: { hours: desk, open: person, closed: nobody }
    nobody: { hangUp: Nobody is at the desk. }
    night: { hangUp: We are closed. }
    feast: { hangUp: Happy holidays. }
    bye: { hangUp: Goodbye. }
hours:
  office: { zone: Europe/London, open: { fri: '${friday}' }, holidays: ${more} }
  # in Auckland it is Friday a quarter past eleven at night
  desk: { zone: Pacific/Auckland, open: { mon-fri: '08:00-18:00' } }
  `);
  return { flow, agents: STAFF };
}

async function nobodyRang(line: Line): Promise<void> {
  for (const number of AGENT_PHONES) expect(await called(line, number).all()).toEqual([]);
}

describe('a line with opening hours', () => {
  journey(
    'lets callers in while it is open, and no others',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('We are here');
      expect((await line.record()).timeline).toContainEqual(
        expect.objectContaining({ type: 'hours', words: 'office: open, goes on to main' }),
      );
      await caller.hangsUp();
      await line.passes(60_000);
      const late = line.caller('+15550102');
      await late.rings();
      await late.hears('We are closed');
      await late.isHungUpOn();
      expect((await line.calls())[0]).toMatchObject({ outcome: 'completed', step: 'night' });
      nothingRuns(line);
    },
    lineOpen('08:00-10:16'),
  );

  journey(
    'leaves callers who are in alone when it closes',
    async (line) => {
      const { first: caller } = line;
      await line.passes(55_000);
      await caller.rings();
      await caller.hears('We are here');
      await line.passes(5_000);
      await caller.staysSilent();
      await caller.hears('We are here');
      expect(caller.phone().state).toBe('talking');
      await caller.hangsUp();
    },
    lineOpen('08:00-10:16'),
  );

  journey(
    'opens at its minute',
    async (line) => {
      const { first: early } = line;
      await early.rings();
      await early.hears('We are closed');
      await early.isHungUpOn();
      await line.passes(60_000);
      const caller = line.caller('+15550102');
      await caller.rings();
      await caller.hears('We are here');
      await caller.hangsUp();
    },
    lineOpen('10:16-18:00'),
  );

  journey(
    'has other words on a holiday',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('Happy holidays');
      await caller.isHungUpOn();
      expect((await line.record()).call).toMatchObject({ outcome: 'completed', step: 'feast' });
    },
    lineOpen('00:00-24:00', '{ 2026-11-20: closed }'),
  );
});

describe('a desk out of hours', () => {
  journey(
    'has nobody offered the call, and the caller hears so at once',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('We are here');
      caller.presses('1');
      await caller.hears('Nobody is at the desk');
      await caller.isHungUpOn();
      expect(caller.phone().heard.map(({ content }) => content)).not.toContain('Please hold.');
      await nobodyRang(line);
      const { call } = await line.record();
      expect(call).toMatchObject({ outcome: 'completed', step: 'nobody' });
      expect(call).not.toHaveProperty('offers');
      expect(call).not.toHaveProperty('escalation');
      nothingRuns(line);
    },
    lineOpen('08:00-18:00'),
  );

  journey(
    'has nobody for the operator key either',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('We are here');
      caller.presses('0');
      await caller.hears('Nobody is at the desk');
      await caller.isHungUpOn();
      await nobodyRang(line);
    },
    lineOpen('08:00-18:00'),
  );

  const { flow, agents } = lineOpen('08:00-18:00');
  const desk = { zone: 'Europe/London', open: flow?.hours?.office?.open ?? {}, holidays: {} };
  journey(
    'that is open offers it',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('We are here');
      caller.presses('0');
      await caller.hears('Please hold');
      await called(line, ANNA).rings();
      await caller.hangsUp();
    },
    { flow: flow && { ...flow, hours: { ...flow.hours, desk } }, agents },
  );
});
