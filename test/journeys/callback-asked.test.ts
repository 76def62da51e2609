import { describe, expect } from 'vitest';
import {
  CALLBACK_LINE,
  callbackFlow,
  callbacks,
  callbacksInLine,
  everybodyIsBusy,
  leavesForCallback,
  stepsOut,
} from './support/callback-line.ts';
import { called, rings } from './support/called.ts';
import { journey } from './support/line.ts';
import {
  ANN,
  announced,
  inLine,
  joins,
  nothingIsLeft,
  recordOf,
  takes,
} from './support/queue-line.ts';

describe('a caller who does not want to wait', () => {
  journey(
    'is called back on their own number, in their own place',
    async (line) => {
      await everybodyIsBusy(line);
      const caller = await stepsOut(line, 71);
      await joins(line, 72);
      expect(await inLine()).toEqual(['72']);
      expect((await caller.all())[0]?.hearing?.content).toBe(
        'We can call you back on 1 5 5 5 0 1 7 1. For that, press 1. For another number, press 2. To keep waiting, press 3.',
      );
      await caller.presses('1');
      await caller.hears('Thank you. We will call you back. You keep your place in the queue.');
      await caller.isHungUpOn();
      await line.passes(40_000);
      expect(await inLine()).toEqual(['71', '72']);
      expect(await callbacksInLine()).toEqual(['71']);
      const { call, timeline, digits } = await recordOf(line, 71);
      expect(call).toMatchObject({
        outcome: 'completed',
        queueExit: 'callback',
        escalation: 'left',
      });
      const [callback, ...others] = await callbacks();
      expect(others).toEqual([]);
      expect(callback).toMatchObject({
        number: '+15550171',
        state: 'in-line',
        callId: call.callId,
        request: { spot: { queue: 'support', priority: 500 }, step: 'anybody' },
      });
      expect(digits).toMatchObject([
        { step: 'main', digits: '1' },
        { step: 'anybody.callback', digits: '1' },
      ]);
      expect(JSON.stringify(timeline)).not.toContain('5 5 5 0');
    },
    CALLBACK_LINE,
  );

  journey(
    'keys in another number, wrong first, and confirms it',
    async (line) => {
      await everybodyIsBusy(line);
      const caller = await stepsOut(line, 71);
      await caller.presses('2');
      await caller.hears('Please key in the number');
      await caller.presses('5550188#');
      await caller.hears('We will call you back on 5 5 5 0 1 8 8.');
      await caller.presses('2');
      await line.passes(1_000);
      await caller.presses('5550189#');
      await caller.hears('We will call you back on 5 5 5 0 1 8 9.');
      await caller.presses('1');
      await caller.hears('Thank you');
      await caller.isHungUpOn();
      expect(await callbacks()).toMatchObject([{ number: '+15550189' }]);
      expect(await inLine()).toEqual(['89']);
    },
    CALLBACK_LINE,
  );

  journey(
    'and withholds their number is asked for one at once',
    async (line) => {
      await everybodyIsBusy(line);
      const caller = await rings(line, 'anonymous');
      await caller.hears('Press 1');
      await caller.presses('1');
      await caller.hears('To be called back, press 1.');
      await caller.presses('1');
      await caller.hears('Please key in the number');
      await caller.presses('5550188#');
      await caller.hears('5 5 5 0 1 8 8');
      await caller.presses('1');
      await caller.isHungUpOn();
      expect(await callbacks()).toMatchObject([{ number: '+15550188' }]);
    },
    CALLBACK_LINE,
  );

  journey(
    'but then keeps waiting is where they were, as often as they change their mind',
    async (line) => {
      await everybodyIsBusy(line);
      const caller = await stepsOut(line, 71);
      await joins(line, 72);
      for (let time = 1; time <= 4; time += 1) {
        await caller.presses('3');
        await line.passes(10_000);
        expect(await inLine()).toEqual(['71', '72']);
        expect((await announced(caller)).at(-1)).toContain('number 1,');
        await caller.presses('1');
        await line.passes(1_000);
        expect(await inLine()).toEqual(['72']);
      }
      await line.passes(60_000); // three silences
      expect(await inLine()).toEqual(['71', '72']);
      expect(await callbacks()).toEqual([]);
      await called(line, ANN).hangsUp();
      expect(await takes(line, ANN)).toBe('71');
      expect((await recordOf(line, 71)).call).toMatchObject({ queueExit: 'accepted' });
    },
    CALLBACK_LINE,
  );

  journey(
    'is told so when their number may not be called, and gives another',
    async (line) => {
      await everybodyIsBusy(line);
      const caller = await stepsOut(line, 71);
      await caller.presses('1');
      await caller.hears('We cannot call that number.');
      await caller.hears('Please key in the number');
      await caller.presses('5550188#');
      await caller.hears('5 5 5 0 1 8 8');
      await caller.presses('1');
      await caller.hears('Thank you');
      expect(await callbacks()).toMatchObject([{ number: '+15550188' }]);
      expect(line.logged.filter(({ event }) => event === 'not-allowed')).toHaveLength(1);
      expect(JSON.stringify(line.logged)).not.toContain('15550171');
    },
    { ...CALLBACK_LINE, settings: { DIAL_ALLOW: '+1555016,+1555018' } },
  );

  journey(
    'to whom another callback waits already hears the same, and there is one',
    async (line) => {
      await everybodyIsBusy(line);
      await leavesForCallback(line, 71);
      const first = await callbacks();
      const caller = await stepsOut(line, 72);
      await caller.presses('2');
      await caller.hears('Please key in the number');
      await caller.presses('5550171#');
      await caller.hears('5 5 5 0 1 7 1');
      await caller.presses('1');
      await caller.hears('You keep your place');
      await caller.isHungUpOn();
      expect(await callbacks()).toEqual(first);
      expect(await inLine()).toEqual(['71']);
      expect((await recordOf(line, 72)).call).toMatchObject({ queueExit: 'callback' });
    },
    CALLBACK_LINE,
  );

  journey(
    'and hangs up before their number is confirmed is not called back',
    async (line) => {
      await everybodyIsBusy(line);
      const first = await stepsOut(line, 71);
      await first.hangsUp();
      const second = await stepsOut(line, 72);
      await second.presses('2');
      await second.hears('Please key in the number');
      await second.presses('5550188#');
      await second.hears('5 5 5 0 1 8 8');
      await second.hangsUp();
      for (const number of [71, 72]) {
        const { call } = await recordOf(line, number);
        expect(call).toMatchObject({ outcome: 'abandoned', queueExit: 'abandoned' });
      }
      expect(await callbacks()).toEqual([]);
      await called(line, ANN).hangsUp();
      await nothingIsLeft(line);
    },
    CALLBACK_LINE,
  );

  journey(
    'goes on in the flow where it says so, and may be in a line of its own',
    async (line) => {
      await everybodyIsBusy(line);
      const caller = await stepsOut(line, 71, '2');
      await caller.presses('1');
      await caller.hears('We will call you back. You keep your place in the queue.');
      await caller.hears('Sorry about that.');
      await caller.isHungUpOn();
      expect(await callbacks()).toMatchObject([{ request: { spot: { priority: 100 } } }]);
      expect((await recordOf(line, 71)).call).toMatchObject({ outcome: 'completed' });
    },
    { ...CALLBACK_LINE, flow: callbackFlow('{ next: sorry }') },
  );
});
