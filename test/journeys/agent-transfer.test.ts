import { describe, expect } from 'vitest';
import { ANNA, STAFFED, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { handsOver, legs, nothingRuns, talkOn, talkTogether } from './support/handed-over.ts';
import { journey } from './support/line.ts';
import { accepts, sentSince, talksToAnna } from './support/talk.ts';

const ENGINEERS = '+15550155';
const LONDON = '+442071838750';

describe('a caller whom an agent hands over', () => {
  journey(
    'talks to the other phone; the agent and we leave, and the other phone is told of the call',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'answer' });
      await sets(line, ENGINEERS, { on: 'answer', afterMs: 5_000 });
      await caller.rings();
      await caller.hears('press 1');
      caller.presses('1');
      await caller.hears('account number');
      caller.presses('12345678#');
      await caller.hears('press 1');
      caller.presses('0');
      await caller.hears('Please hold');
      const anna = await accepts(line, ANNA);

      await anna.presses('*3');
      await anna.hears('Key in the number');
      expect(caller.phone()).toMatchObject({ state: 'on-hold', hearing: { kind: 'file' } });
      await anna.presses('5550155#');
      const engineers = called(line, ENGINEERS);
      await engineers.rings();
      expect((await line.record()).call).toMatchObject({ state: 'transferring' });
      expect(await legs(line)).toEqual(['agent', 'transfer']);

      await anna.isHungUpOn();
      await line.passes(500);
      const { customContext } = await talkTogether(caller, engineers);
      const { call, timeline } = await line.record();
      expect(call).toMatchObject({ state: 'ended', outcome: 'transferred', agent: 'anna' });
      expect(timeline.filter(({ type }) => type === 'outcome')).toHaveLength(1);
      expect(customContext?.sipHeaders).toEqual({
        'User-To-User': call.callId,
        'X-MS-Custom-account': '12345678',
      });
      expect(await standing(line)).toMatchObject({ anna: 'wrap-up' });
      expect(await legs(line)).toEqual([]);
      nothingRuns(line);
    },
    STAFFED,
  );

  for (const [settings, keys, to] of [
    [{}, '5550155#', ENGINEERS],
    [{}, '15555550155#', '+15555550155'],
    [{ DIAL_ALLOW: '+1,+44' }, '011442071838750#', LONDON],
    [{ DIAL_ALLOW: '+44,+1', DIAL_COUNTRY_CODE: '+44' }, '02071838750#', LONDON],
    [{ DIAL_ALLOW: '+44,+1', DIAL_COUNTRY_CODE: '+44' }, '2071838750#', LONDON],
    [{ DIAL_ALLOW: '+44,+1', DIAL_COUNTRY_CODE: '+44' }, '0015550155#', ENGINEERS],
  ] as const) {
    journey(
      `by ${keys} is handed over to ${to} with ${JSON.stringify(settings)}`,
      async (line) => {
        const { first: caller } = line;
        await sets(line, to, { on: 'answer' });
        const anna = await talksToAnna(line, caller);
        await handsOver(anna, keys);
        await anna.isHungUpOn();
        await talkTogether(caller, called(line, to));
      },
      { ...STAFFED, settings },
    );
  }

  journey(
    'is handed over though ACS never tells so: the roster does, and the watchdog',
    async (line) => {
      const { first: caller } = line;
      await line.faults({ callbacks: { types: ['CallTransferAccepted'], lose: true } });
      await sets(line, ENGINEERS, { on: 'answer' });
      const anna = await talksToAnna(line, caller);
      await handsOver(anna, '5550155#');
      await anna.isHungUpOn();
      await talkTogether(caller, called(line, ENGINEERS));
      expect((await line.record()).call.outcome).toBe('transferred');
      nothingRuns(line);
    },
    STAFFED,
  );
});

/** What an agent keys in vain, what comes of it, and what they hear. */
const IN_VAIN: Record<string, { keys: string; on?: string; hears?: string; dialled: boolean }> = {
  'to a busy number': { keys: '5550155#', on: 'busy', hears: 'number is busy', dialled: true },
  'to one who declines': { keys: '5550155#', on: 'decline', hears: 'not be handed', dialled: true },
  'to one who does not answer': { keys: '5550155#', hears: 'Nobody answered', dialled: true },
  'to a number that is not allowed': {
    keys: '011442071838750#',
    hears: 'may not call that number',
    dialled: false,
  },
  'to what is no number': { keys: '12#', hears: 'not a number', dialled: false },
  'to a number with *2 in it': { keys: '555*20155#', hears: 'not a number', dialled: false },
  'but keys nothing': { keys: '', dialled: false },
  'but keys only hash, as they changed their mind': { keys: '#', dialled: false },
};

describe('a caller whom an agent wants to hand over', () => {
  for (const [what, { keys, on, hears, dialled }] of Object.entries(IN_VAIN)) {
    journey(
      `${what} is off hold again, and they go on talking`,
      async (line) => {
        const { first: caller } = line;
        if (on) await sets(line, ENGINEERS, { on, afterMs: 1_000 });
        const anna = await talksToAnna(line, caller);
        const sent = await sentSince(line);
        await handsOver(anna, keys);
        if (hears) await anna.hears(hears);
        else await line.passes(12_000);
        await line.passes(5_000);
        expect(await sent()).toEqual([
          'hold',
          'recognize',
          ...(dialled ? ['transferToParticipant'] : []),
          'unhold',
          ...(hears ? ['play'] : []),
        ]);
        expect(await legs(line)).toEqual(['agent']);
        await talkOn(line, caller, anna);
      },
      STAFFED,
    );
  }

  journey(
    'where our number has no slot left goes on talking',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      await handsOver(anna, '5550155#');
      await anna.hears('could not be handed over');
      await talkOn(line, caller, anna);
      expect(await called(line, ENGINEERS).all()).toEqual([]);
    },
    { ...STAFFED, settings: { OUTBOUND_LEGS_PER_NUMBER: '1' } },
  );

  journey(
    'where ACS hands nobody over out of a call of three goes on talking',
    async (line) => {
      const { first: caller } = line;
      await line.faults({ transferee: false });
      const anna = await talksToAnna(line, caller);
      await handsOver(anna, '5550155#');
      await anna.hears('You are back with the caller');
      expect(await legs(line)).toEqual(['agent']);
      await talkOn(line, caller, anna);
    },
    STAFFED,
  );
});
