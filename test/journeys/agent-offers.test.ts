import { describe, expect } from 'vitest';
import { ANNA, asksForPerson, BEN, STAFFED, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { texts } from './support/heard.ts';
import { journey } from './support/line.ts';
import { takenSlots } from './support/slots.ts';
import { accepts, type Called } from './support/talk.ts';

interface End {
  title: string;
  on: object;
  faults?: Record<string, unknown>;
  /** What Anna does once she is asked. */
  does?: (anna: Called) => Promise<void>;
  result: string;
  /** How long it takes from the ring on: the first words take 1.7, the whisper 4.1 and the time to accept 10. */
  seconds: number;
  stands: string;
}

const ENDS: End[] = [
  {
    title: 'declines with 2',
    on: { on: 'answer' },
    does: (anna) => anna.presses('2'),
    result: 'declined',
    seconds: 1.8,
    stands: 'available',
  },
  {
    title: 'presses the ringing away',
    on: { on: 'decline' },
    result: 'declined',
    seconds: 1,
    stands: 'available',
  },
  {
    title: 'presses the ringing away, and is told to have joined then,',
    on: { on: 'decline' },
    faults: { successAfterDecline: { times: 1 } },
    result: 'declined',
    seconds: 1,
    stands: 'available',
  },
  { title: 'is on the phone', on: { on: 'busy' }, result: 'busy', seconds: 1, stands: 'available' },
  {
    title: 'cannot be rung',
    on: { on: 'answer' },
    faults: { api: [{ operation: 'addParticipant', status: 400, code: '8523', times: 1 }] },
    result: 'failed',
    seconds: 0,
    stands: 'available',
  },
  {
    title: 'hangs up during the whisper',
    on: { on: 'answer' },
    does: (anna) => anna.hangsUp(),
    result: 'hung-up',
    seconds: 1.8,
    stands: 'available',
  },
  {
    title: 'does not answer',
    on: { on: 'ring' },
    result: 'no-answer',
    seconds: 20,
    stands: 'away no-answer',
  },
  {
    title: 'answers and presses nothing',
    on: { on: 'answer' },
    result: 'no-key',
    seconds: 15.8,
    stands: 'away no-key',
  },
  {
    title: 'has a voicemail that answers',
    on: { on: 'voicemail' },
    result: 'no-key',
    seconds: 15.8,
    stands: 'away no-key',
  },
  {
    title: 'presses the ringing away, and has a voicemail that answers then',
    on: { on: 'decline', thenVoicemail: true },
    result: 'no-key',
    seconds: 15.8,
    stands: 'away no-key',
  },
];

describe('an offer that is not taken', () => {
  for (const { title, on, faults = {}, does, result, seconds, stands } of ENDS) {
    journey(
      `by an agent who ${title} leaves them ${stands}, and the next one is offered the call`,
      async (line) => {
        const { first: caller } = line;
        await line.faults(faults);
        await sets(line, ANNA, on);
        await sets(line, BEN, { on: 'answer', afterMs: 3_000 });
        const anna = called(line, ANNA);
        await asksForPerson(caller);
        if (does) {
          await anna.hears('Press 1');
          await does(anna);
        }
        const ben = called(line, BEN);
        await ben.hears('Press 1');
        for (const { state } of await anna.all()) expect(state).toBe('ended');
        expect(await standing(line)).toMatchObject({ anna: stands, ben: 'offered' });
        expect(caller.phone()).toMatchObject({ state: 'on-hold', hearing: { kind: 'file' } });
        const { offers } = await line.record();
        expect(offers).toMatchObject([{ agent: 'anna', result }, { agent: 'ben' }]);
        const [first] = offers;
        const took = Date.parse(first?.endedAt ?? '') - Date.parse(first?.offeredAt ?? '');
        expect(Math.abs(took - seconds * 1_000)).toBeLessThan(200);
        const [slot, ...more] = await takenSlots(line);
        expect(slot?.leg).toBe('agent');
        expect(more).toEqual([]);
        // that of the first leg was free again
        expect(Date.parse(slot?.takenAt ?? '')).toBeGreaterThanOrEqual(
          Date.parse(first?.endedAt ?? ''),
        );

        await accepts(line, BEN);
        expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
        expect(texts(caller.phone())).not.toContainEqual(expect.stringContaining('to decline'));
        await ben.hangsUp();
        await caller.hears('Were you helped');
        expect(await takenSlots(line)).toEqual([]);
      },
      STAFFED,
    );
  }

  for (const [when, hears] of [
    ['while the agent is rung', false],
    ['during the whisper', true],
  ] as const) {
    journey(
      `as the caller hangs up ${when} leaves them available`,
      async (line) => {
        const { first: caller } = line;
        await sets(line, ANNA, hears ? { on: 'answer' } : { on: 'ring' });
        const anna = called(line, ANNA);
        await asksForPerson(caller);
        await (hears ? anna.hears('Press 1') : anna.rings());
        await line.passes(2_000);
        await caller.hangsUp();
        await anna.isHungUpOn();
        const { call, offers } = await line.record();
        expect(call).toMatchObject({ state: 'ended', outcome: 'abandoned', escalation: 'left' });
        expect(offers).toMatchObject([{ agent: 'anna', result: 'caller-gone' }]);
        expect(await standing(line)).toMatchObject({ anna: 'available', ben: 'available' });
        expect(await takenSlots(line)).toEqual([]);
        expect(await called(line, BEN).all()).toEqual([]);
        // freed by the call itself, not by the watchdog
        const freed = line.logged.map(({ event }) => event);
        expect(freed).not.toContain('agent-freed');
        expect(freed).not.toContain('slot-freed');
      },
      STAFFED,
    );
  }
});
