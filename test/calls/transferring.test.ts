import { describe, expect, test } from 'vitest';
import type { Flow } from '../../calls/flow.ts';
import { type Conversation, connected } from './support/conversation.ts';
import { SMALL_LINE } from './support/small-line.ts';

/** A line that hands every caller over. */
const LINE: Flow = { ...SMALL_LINE, start: 'engineers' };
const FREES = { type: 'freeSlot', leg: 'transfer', isOptional: true };
const APOLOGY = { type: 'play', prompt: { text: 'Nobody is there.' } };

/** A caller who has heard what is said before they are handed over, and whom ACS is asked to hand over. */
function transferring(): Conversation {
  return connected(LINE).played();
}

describe('a step that hands the caller over', () => {
  test('says so first, and then asks ACS, once', () => {
    const call = connected(LINE);
    expect(call.says).toBe('We are putting you through.');
    expect(call.played().commands).toEqual([
      {
        type: 'transfer',
        operationContext: '3.0',
        to: '+15550155',
        ourNumber: '+15550199',
        context: { callId: '20261120T101502-3f9a0c1be27d', values: {} },
      },
    ]);
    expect(call.state.call.state).toBe('transferring');
  });

  test('asks ACS even if the words before could not be said', () => {
    const call = connected(LINE);
    call.ends({ type: 'PlayFailed', code: 400, subCode: 8536 });
    call.ends({ type: 'PlayFailed', code: 400, subCode: 8536 });
    expect(call.says).toBe('transfer');
  });

  test('ends the call as transferred when the other side takes it', () => {
    const call = transferring().ends({ type: 'CallTransferAccepted', code: 200, subCode: 0 });
    expect(call.commands).toEqual([]);
    expect(call.rows.call).toMatchObject({ state: 'ended', outcome: 'transferred' });
  });

  test('ends it as transferred by 200/7015 alone', () => {
    const call = transferring().happens({ type: 'CallDisconnected', code: 200, subCode: 7015 });
    expect(call.rows.call).toMatchObject({ state: 'ended', outcome: 'transferred' });
  });

  test('ends it as abandoned when the caller hangs up meanwhile', () => {
    const call = transferring().happens({ type: 'CallDisconnected', code: 200, subCode: 540000 });
    expect(call.rows.call?.outcome).toBe('abandoned');
  });

  test('leads to an apology, and on, when the other side does not take it', () => {
    const call = transferring().ends({ type: 'CallTransferFailed', code: 486, subCode: 8540 });
    expect(call.commands).toMatchObject([FREES, APOLOGY]);
    expect(call.state.call).toMatchObject({ state: 'talking', step: 'engineers.apology' });
    expect(call.played().says).toBe('hangUp');
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 7000 });
    expect(call.rows.call?.outcome).toBe('failed');
  });

  test.each([
    ['forbids', 403],
    ['has no slot for', 503],
    ['cannot complete', 400],
  ])('leads to the apology for a number that this line %s: it has no slot to free', (_, code) => {
    const call = transferring().happens({
      type: 'CommandFailed',
      turn: 3,
      index: 0,
      operationContext: '3.0',
      command: 'transfer',
      code,
      message: 'no',
    });
    expect(call.commands).toMatchObject([APOLOGY]);
  });

  test('leads to the apology when nothing is heard of it', () => {
    const roster = [{ rawId: '4:+15550100', isOnHold: false }];
    const at = '2026-11-20T10:20:02.000Z';
    const call = transferring().happens({ type: 'CallSilent', state: 'connected', roster, at });
    expect(call.commands).toMatchObject([FREES, APOLOGY]);
  });

  test('has failed when the call ends with its failure, though the flow had more to ask', () => {
    const apology = SMALL_LINE.steps['engineers.apology'];
    if (apology?.kind !== 'say') throw new Error('nothing is said');
    const steps = { ...LINE.steps, 'engineers.apology': { ...apology, next: 'main' } };
    const call = connected({ ...LINE, steps }).played();
    call.ends({ type: 'CallTransferFailed', code: 486, subCode: 8540 });
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 7000 });
    expect(call.rows.call?.outcome).toBe('failed');
  });

  test('is over with its result: what comes late, twice or of another turn changes nothing', () => {
    const call = transferring().ends({ type: 'CallTransferFailed', code: 486, subCode: 8540 });
    for (const operationContext of ['3.0', '2.0', undefined]) {
      call.happens({ type: 'CallTransferAccepted', operationContext, code: 200 });
      expect(call.commands).toEqual([]);
      expect(call.state.phase).toBe('talking');
    }
  });

  test('lets no key lead to a person while the other phone rings', () => {
    const call = transferring();
    for (const [sequenceId, key] of [...'0*0'].entries()) {
      const operationContext = 'tones:caller:1';
      call.happens({
        type: 'ContinuousDtmfRecognitionToneReceived',
        operationContext,
        sequenceId,
        key,
      });
      expect(call.commands).toEqual([]);
    }
  });

  test('tells the other phone what was keyed in, but nothing secret', () => {
    const account = SMALL_LINE.steps.account;
    const pin = SMALL_LINE.steps.pin;
    if (account?.kind !== 'gather' || pin?.kind !== 'gather') throw new Error('no gathers');
    const keyed: Flow = {
      ...SMALL_LINE,
      start: 'account',
      steps: {
        ...SMALL_LINE.steps,
        account: { ...account, readBack: undefined, next: 'pin' },
        pin: { ...pin, sensitive: true, next: 'engineers' },
      },
    };
    const call = connected(keyed).keys('1234');
    const sealed = { jwe: 'a.b.c.d.e', length: 3, matches: true };
    call.ends({ type: 'RecognizeCompleted', code: 200, subCode: 8531, digits: '', sealed });
    call.played();
    expect(call.commands.at(-1)).toMatchObject({
      type: 'transfer',
      context: { values: { account: '1234' } },
    });
    expect(Object.keys(call.state.collected)).toEqual(['account']);
  });
});
