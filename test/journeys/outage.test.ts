import { describe, expect } from 'vitest';
import { journey, reportsOutage, toReadBack } from './support/line.ts';

describe('a caller reports an outage', () => {
  journey(
    'keys the account number, hears it read back, and is told that help comes',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('Welcome');
      await caller.hears('press 1');
      await caller.listens();
      caller.presses('1');
      await caller.hears('account number');
      await caller.listens();
      caller.presses('12345678#');
      await caller.hears('1 2 3 4 5 6 7 8');
      await caller.listens();
      caller.presses('1');
      await caller.hears('Goodbye');
      await caller.isHungUpOn();

      const { call, digits, timeline } = await line.record();
      expect(call).toMatchObject({
        outcome: 'completed',
        state: 'ended',
        code: 200,
        subCode: 7000,
      });
      expect(digits).toMatchObject([
        { step: 'main', question: 'menu', digits: '1', result: 'complete' },
        { step: 'account', question: 'entry', digits: '12345678', result: 'terminated' },
        { step: 'account', question: 'confirm', digits: '1', result: 'complete' },
      ]);
      expect(timeline.filter((row) => row.kind === 'command').map((row) => row.type)).toEqual([
        'answer',
        'play',
        'startContinuousDtmfRecognition',
        'recognize',
        'recognize',
        'recognize',
        'play',
        'hangUp',
        'stopContinuousDtmfRecognition',
      ]);
    },
  );

  journey('keys over every prompt, and the prompt stops at once', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 1');
    const pressedAt = line.clock.now();
    caller.presses('1');
    await caller.hears('account number');
    expect(line.clock.now() - pressedAt).toBeLessThan(200);
    caller.presses('12345678#');
    await caller.hears('1 2 3 4 5 6 7 8');
    caller.presses('1');
    await caller.hears('Goodbye');
    const cutOff = caller.phone().heard.filter((sound) => !sound.done);
    expect(cutOff.map((sound) => sound.content.slice(0, 20))).toEqual([
      'For a power cut, pre',
      'Please key in your e',
      'Your account number ',
      'Thank you. Engineers',
    ]);
  });

  journey('corrects the number, and only the corrected one is kept last', async (line) => {
    const { first: caller } = line;
    await toReadBack(caller);
    caller.presses('2');
    await caller.hears('account number');
    caller.presses('87654321#');
    await caller.hears('8 7 6 5 4 3 2 1');
    caller.presses('1');
    await caller.hears('Engineers');
    await caller.isHungUpOn();
    const { call, digits } = await line.record();
    expect(call.outcome).toBe('completed');
    expect(digits.filter((row) => row.question === 'entry').map((row) => row.digits)).toEqual([
      '12345678',
      '87654321',
    ]);
  });

  journey(
    'stops after the eighth digit without hash, and is understood a little later',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('press 1');
      caller.presses('1');
      await caller.hears('account number');
      caller.presses('12345678');
      await caller.hears('1 2 3 4 5 6 7 8');
      expect((await line.record()).digits.at(-1)).toMatchObject({
        result: 'complete',
        subCode: 8532,
      });
    },
  );
});

describe('a caller wants something else', () => {
  journey('hears about the bill', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 2');
    caller.presses('2');
    await caller.hears('bill');
    caller.presses('12345678#');
    await caller.hears('text your balance');
    await caller.isHungUpOn();
    expect((await line.record()).call.outcome).toBe('completed');
  });

  journey('hears the opening hours and goes back to the menu', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 3');
    caller.presses('3');
    await caller.hears('eight to six');
    await caller.hears('go back');
    caller.presses('1');
    await caller.hears('For a power cut');
  });

  journey('withholds the number, and is served like anybody', async (line) => {
    const caller = line.caller('anonymous');
    await reportsOutage(caller);
    const { call } = await line.record();
    expect(call).toMatchObject({ outcome: 'completed', from: 'anonymous' });
    const { json } = await line.api('/calls/search', { from: 'anonymous' });
    expect(json).toMatchObject({ calls: [{ callId: call.callId }] });
  });
});
