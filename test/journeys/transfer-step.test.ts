import { describe, expect } from 'vitest';
import type { ScriptedCaller } from '../../emulator/scripted-caller.ts';
import { called, sets } from './support/called.ts';
import { flowOf } from './support/flow-text.ts';
import { legs, nothingRuns, talkTogether } from './support/handed-over.ts';
import { journey, type LineOptions } from './support/line.ts';
import { sent } from './support/talk.ts';

const ENGINEERS = '+15550155';
const ABROAD = '+442071838750';

const TRANSFERS: LineOptions = {
  flow: flowOf(`
    welcome: { say: Welcome., next: account }
    account:
      gather: Please key in your account number, then hash.
      digits: { min: 2, max: 8, end: '#' }
      as: account
      next: card
      otherwise: operator
    card:
      gather: Please key in your card number, then hash.
      digits: { exactly: 16, end: '#' }
      sensitive: true
      as: card
      next: main
      otherwise: operator
    main:
      menu: For the engineers, press 1. For our office abroad, press 2.
      keys: { 1: engineers, 2: abroad }
      otherwise: operator
    engineers:
      transfer: We are putting you through.
      to: '${ENGINEERS}'
      apology: The engineers cannot come to the phone.
      otherwise: main
    abroad: { transfer: We are ringing London., to: '${ABROAD}', otherwise: main }
    operator: { hangUp: Nobody is here. }
  `),
};
const CARD = '4539578763621486';

async function toTransfer(caller: ScriptedCaller): Promise<void> {
  await caller.rings();
  await caller.hears('account number');
  caller.presses('123#');
  await caller.hears('card number');
  caller.presses(`${CARD}#`);
  await caller.hears('For the engineers');
  caller.presses('1');
  await caller.hears('putting you through');
}

describe('a caller whom a step hands over', () => {
  journey(
    'talks to the other phone without us, which is told of the call, but of nothing secret',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ENGINEERS, { on: 'answer', afterMs: 4_000 });
      await toTransfer(caller);
      const engineers = called(line, ENGINEERS);
      await engineers.rings();
      expect(caller.phone().heard.at(-1)).toMatchObject({ done: true });
      expect(await legs(line)).toEqual(['transfer']);
      expect((await line.record()).call).toMatchObject({
        state: 'transferring',
        step: 'engineers',
      });
      await line.passes(4_000);

      const { customContext } = await talkTogether(caller, engineers);
      const { call, timeline } = await line.record();
      expect(call).toMatchObject({ state: 'ended', outcome: 'transferred' });
      expect(timeline.filter(({ type }) => type === 'outcome')).toHaveLength(1);
      expect(customContext).toEqual({
        sipHeaders: { 'User-To-User': call.callId, 'X-MS-Custom-account': '123' },
        voipHeaders: { callId: call.callId, account: '123' },
      });
      expect(JSON.stringify(await line.requests(':transferToParticipant'))).not.toContain(CARD);
      expect(await legs(line)).toEqual([]);
      nothingRuns(line);
      expect((await sent(line)).slice(-1)).toEqual(['transferToParticipant']);
      expect(line.logged.filter(({ event }) => event === 'slot-freed')).toEqual([]);
    },
    TRANSFERS,
  );

  for (const [on, afterMs] of [
    ['busy', 1_000],
    ['decline', 3_000],
    ['ring', 0],
  ] as const) {
    journey(
      `hears an apology and goes on in the flow when the number does this: ${on}`,
      async (line) => {
        const { first: caller } = line;
        await sets(line, ENGINEERS, { on, afterMs });
        await toTransfer(caller);
        await caller.hears('The engineers cannot come', { withinSeconds: 65 });
        await caller.hears('For the engineers');
        expect((await line.record()).call).toMatchObject({ state: 'talking', step: 'main' });
        expect(await legs(line)).toEqual([]);
        await caller.hangsUp();
        expect((await line.record()).call).toMatchObject({ outcome: 'abandoned' });
        nothingRuns(line);
      },
      TRANSFERS,
    );
  }

  journey(
    'to a number that may not be dialled hears the apology, and nothing was dialled',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('account number');
      caller.presses('123#');
      await caller.hears('card number');
      caller.presses(`${CARD}#`);
      await caller.hears('For the engineers');
      caller.presses('2');
      await caller.hears('ringing London');
      await caller.hears('nobody could be reached there');
      await caller.hears('For the engineers');
      expect(await sent(line)).not.toContain('transferToParticipant');
      expect(await called(line, ABROAD).all()).toEqual([]);
      expect(await legs(line)).toEqual([]);
      expect(line.logged.find(({ event }) => event === 'not-allowed')).toMatchObject({
        level: 'warn',
        to: '+••••••••••50',
      });
    },
    TRANSFERS,
  );

  journey(
    'whose call is gone with a transfer that failed has an outcome, and leaves nothing behind',
    async (line) => {
      const { first: caller } = line;
      await line.faults({ transferFailureEndsCall: {} });
      await sets(line, ENGINEERS, { on: 'busy', afterMs: 1_000 });
      await toTransfer(caller);
      await caller.isHungUpOn();
      expect((await line.record()).call).toMatchObject({ state: 'ended', outcome: 'failed' });
      nothingRuns(line);
      expect(await legs(line)).toEqual([]);
    },
    TRANSFERS,
  );

  journey(
    'is transferred though ACS only tells that the call is over',
    async (line) => {
      const { first: caller } = line;
      await line.faults({ callbacks: { types: ['CallTransferAccepted'], lose: true } });
      await sets(line, ENGINEERS, { on: 'answer', afterMs: 1_000 });
      await toTransfer(caller);
      await line.passes(6_000);
      await talkTogether(caller, called(line, ENGINEERS));
      expect((await line.record()).call).toMatchObject({
        outcome: 'transferred',
        code: 200,
        subCode: 7015,
      });
      nothingRuns(line);
    },
    TRANSFERS,
  );

  journey(
    'and hangs up while the other phone rings leaves nothing behind',
    async (line) => {
      const { first: caller } = line;
      await toTransfer(caller);
      await called(line, ENGINEERS).rings();
      await caller.hangsUp();
      await called(line, ENGINEERS).isHungUpOn();
      expect((await line.record()).call).toMatchObject({ outcome: 'abandoned' });
      nothingRuns(line);
      expect(await legs(line)).toEqual([]);
    },
    TRANSFERS,
  );
});
