import type {
  CallConnection,
  TransferCallToParticipantOptions,
} from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import { AGENT, CALLER_ID, heard, inGroup, text, USER_ID } from './support/group.ts';
import { CALLER, LINE, type Line, onTheLine, rosters, toldOf } from './support/line.ts';

const DESK = '+15550177';
const DESK_ID = { phoneNumber: DESK };
const FROM_LINE = { sourceCallIdNumber: { phoneNumber: LINE } };
const TRANSFERRED = {
  context: '6.0',
  code: 200,
  subCode: 0,
  transferTarget: { kind: 'phoneNumber', rawId: `4:${DESK}` },
  transferee: { kind: 'phoneNumber', rawId: `4:${CALLER}` },
};

interface Handing {
  line: Line;
  call: CallConnection;
  /** Ids of the phones. */
  caller: string;
  desk: string;
}

/** A call of a caller and the app, which hands the caller over to a number that is set to behave so. */
async function transferred(
  behaviour: object,
  then: (handing: Handing) => Promise<void>,
  options: TransferCallToParticipantOptions = {},
): Promise<void> {
  await onTheLine(async (line) => {
    await line.behaves(DESK, behaviour);
    const { id: caller, call } = await line.answered();
    line.receiver.posted.length = 0;
    const all = { operationContext: '6.0', ...FROM_LINE, ...options };
    const { operationContext } = await call.transferCallToParticipant(DESK_ID, all);
    expect(operationContext).toBe('6.0');
    await then({ line, call, caller, desk: 'phone-2' });
  });
}

async function stateOf(call: CallConnection): Promise<string | undefined> {
  return (await call.getCallConnectionProperties()).callConnectionState;
}

describe('in a call of two, the caller is handed over', () => {
  test('when the target picks up: the two talk without the app, which is out', () =>
    transferred({ on: 'answer', afterMs: 3000 }, async ({ line, call, caller, desk }) => {
      expect(line.phone(desk)).toMatchObject({
        number: DESK,
        other: LINE,
        direction: 'called',
        state: 'ringing',
      });
      expect(await stateOf(call)).toBe('transferring');
      await line.passes(2.9);
      expect(line.events()).toEqual([]);
      await line.passes(0.2);
      expect(line.told()).toEqual(['CallTransferAccepted', 'CallDisconnected']);
      expect(toldOf(line, 'CallTransferAccepted')).toMatchObject(TRANSFERRED);
      expect(toldOf(line, 'CallDisconnected')).toMatchObject({ code: 200, subCode: 7015 });
      expect(rosters(line)).toEqual([]);
      await expect(stateOf(call)).rejects.toMatchObject({ statusCode: 404, code: '8522' });
      expect(line.phone(caller)).toMatchObject({ state: 'talking', other: DESK });
      expect(line.phone(desk)).toMatchObject({ state: 'talking', other: CALLER });
      await line.passes(60);
      await line.hangsUp(desk);
      for (const id of [caller, desk]) {
        expect(line.phone(id)).toMatchObject({ state: 'ended', code: 200, subCode: 540000 });
      }
      expect(line.events()).toHaveLength(2);
    }));

  test('and everything the app did for them ends: media, hold, the keys that were followed', () =>
    onTheLine(async (line) => {
      await line.behaves(DESK, { on: 'answer', afterMs: 1000 });
      const { id, call } = await line.answered();
      const media = call.getCallMedia();
      await media.startContinuousDtmfRecognition(CALLER_ID, { operationContext: 'keys' });
      await media.hold(CALLER_ID, { playSource: text('la la la') });
      await media.playToAll([text('x'.repeat(200))]);
      await line.passes(0.1);
      await call.transferCallToParticipant(DESK_ID);
      await line.passes(0.9);
      expect(line.phone(id)).toMatchObject({ state: 'on-hold', hearing: { content: 'la la la' } });
      await line.passes(60);
      expect(line.phone(id)).toMatchObject({ state: 'talking', hearing: null });
      expect(heard(line, id)).toHaveLength(3);
      expect(line.told().slice(1)).toEqual([
        'CallTransferAccepted',
        'ContinuousDtmfRecognitionStopped',
        'CallDisconnected',
      ]);
      await line.presses(id, '5');
      expect(line.told()).toHaveLength(4);
      expect(line.phone(id).pressed).toMatchObject([{ key: '5', taken: false }]);
    }));

  test('to an ACS user, who sees the number of the caller and what came along', () =>
    onTheLine(async (line) => {
      await line.behaves('8:acs:agent-7', { on: 'answer', afterMs: 0 });
      const { call } = await line.answered();
      await call.transferCallToParticipant(USER_ID, {
        customCallingContext: [{ kind: 'voip', key: 'ticket', value: '17' }],
      });
      expect(line.phone('phone-2')).toMatchObject({
        number: '8:acs:agent-7',
        other: CALLER,
        customContext: { sipHeaders: {}, voipHeaders: { ticket: '17' } },
      });
      await line.passes(0.1);
      expect(toldOf(line, 'CallTransferAccepted')).toMatchObject({
        transferTarget: { kind: 'communicationUser', rawId: '8:acs:agent-7' },
      });
    }));

  test('when they are named as well, and told where the app wants it', () =>
    onTheLine(async (line) => {
      await line.behaves(DESK, { on: 'answer', afterMs: 0 });
      const { call } = await line.answered();
      await line.faults({ transferee: false });
      await call.transferCallToParticipant(DESK_ID, {
        transferee: CALLER_ID,
        operationContext: '6.0',
        operationCallbackUrl: `${line.receiver.url}/results`,
      });
      await line.passes(0.1);
      expect(toldOf(line, 'CallTransferAccepted', '/results')).toMatchObject(TRANSFERRED);
      expect(line.told()).toEqual(['CallDisconnected']);
    }));
});

describe('a transfer that is not taken', () => {
  test.each([
    ['as the target is busy', { on: 'busy', afterMs: 500 }, 0.5, 486, 8540, 486],
    ['as the target declines', { on: 'decline', afterMs: 500 }, 0.5, 603, 8538, 603],
    ['as nobody answers for 60 s', { on: 'ring' }, 60, 480, 10078, 480],
  ])('%s leaves the call as it was', (_title, behaviour, seconds, code, subCode, sip) =>
    transferred(behaviour, async ({ line, call, caller, desk }) => {
      await line.passes(seconds - 0.1);
      expect(line.phone(desk).state).toBe('ringing');
      await line.passes(0.2);
      expect(toldOf(line, 'CallTransferFailed')).toMatchObject({
        context: '6.0',
        code,
        subCode,
        sip,
      });
      expect(line.phone(desk)).toMatchObject({ state: 'ended', code, subCode });
      expect(line.phone(caller)).toMatchObject({ state: 'talking', other: LINE });
      expect(await stateOf(call)).toBe('connected');
      await call.getCallMedia().playToAll([text('Nobody there.')]);
      await line.passes(100);
      expect(heard(line, caller)).toEqual(['Nobody there.']);
      expect(line.told()).toEqual(['CallTransferFailed', 'PlayStarted', 'PlayCompleted']);
    }),
  );

  test('by hand, and whose failure ends the call by a fault', () =>
    transferred({ on: 'ring' }, async ({ line, caller, desk }) => {
      await line.faults({ transferFailureEndsCall: { times: 1 } });
      await line.control('POST', `phones/${desk}/hangUp`);
      await line.passes(1);
      expect(line.told()).toEqual(['CallTransferFailed', 'CallDisconnected']);
      expect(toldOf(line, 'CallDisconnected')).toMatchObject({ code: 200, subCode: 7000 });
      expect(line.phone(caller)).toMatchObject({ state: 'ended', subCode: 7000 });
    }));

  test.each<[string, number, (handing: Handing) => Promise<unknown>]>([
    ['as the caller hangs up meanwhile', 540000, ({ line, caller }) => line.hangsUp(caller)],
    ['as the app leaves meanwhile', 7000, ({ call }) => call.hangUp(false)],
    ['as the app ends the call meanwhile', 7000, ({ call }) => call.hangUp(true)],
  ])('%s: it is over with the call', (_title, subCode, ends) =>
    transferred({ on: 'answer', afterMs: 5000 }, async (handing) => {
      const { line, caller, desk } = handing;
      await line.passes(1);
      await ends(handing);
      await line.passes(100);
      expect(line.told()).toEqual(['CallDisconnected']);
      expect(toldOf(line, 'CallDisconnected')).toMatchObject({ code: 200, subCode });
      expect(line.phone(caller)).toMatchObject({ state: 'ended', subCode });
      expect(line.phone(desk)).toMatchObject({ state: 'ended', code: 487, subCode: 540487 });
    }),
  );
});

describe('in a call of three, one is handed over', () => {
  test('and leaves the roster; the call goes on with the other', () =>
    inGroup(async ({ line, call, media, caller, agent }) => {
      await line.behaves(DESK, { on: 'answer', afterMs: 1000 });
      await media.hold(CALLER_ID, { playSource: text('la la la') });
      await media.playToAll([text('x'.repeat(100))]); // 6 s
      await line.passes(0.1);
      line.receiver.posted.length = 0;
      await call.transferCallToParticipant(DESK_ID, {
        transferee: CALLER_ID,
        operationContext: '6.0',
      });
      await line.passes(2);
      expect(line.told()).toEqual(['CallTransferAccepted']);
      expect(toldOf(line, 'CallTransferAccepted')).toMatchObject(TRANSFERRED);
      expect(rosters(line)).toEqual([`4:${AGENT}`]);
      expect(line.phone(caller)).toMatchObject({ state: 'talking', other: DESK, hearing: null });
      expect(line.phone(agent).hearing).toMatchObject({ content: 'x'.repeat(100) });
      expect(await stateOf(call)).toBe('connected');
      await line.hangsUp(caller);
      expect(line.phone('phone-3')).toMatchObject({ number: DESK, state: 'ended' });
      expect(line.phone(agent).state).toBe('talking');
      expect(rosters(line)).toHaveLength(1);
      await line.hangsUp(agent);
      expect(toldOf(line, 'CallDisconnected')).toMatchObject({ code: 200, subCode: 540000 });
    }));

  test('and hears no more of what the others hear', () =>
    inGroup(async ({ line, call, media, caller, agent }) => {
      await line.behaves(DESK, { on: 'answer', afterMs: 1000 });
      await media.playToAll([text('x'.repeat(100)), text('the end')]);
      await call.transferCallToParticipant(DESK_ID, { transferee: CALLER_ID });
      await line.passes(2);
      expect(line.phone(caller)).toMatchObject({ state: 'talking', hearing: null });
      await line.passes(10);
      expect(line.phone(caller).heard).toMatchObject([{ done: false }]);
      expect(line.phone(agent).heard).toMatchObject([{ done: true }, { done: true }]);
    }));

  test('but not when they leave before the target picks up: then nobody rings any more', () =>
    inGroup(async ({ line, call, caller, agent }) => {
      await call.transferCallToParticipant(DESK_ID, {
        transferee: CALLER_ID,
        operationContext: '6.0',
      });
      await line.passes(1);
      await line.hangsUp(caller);
      await line.passes(100);
      expect(line.told()).toEqual(['CallTransferFailed']);
      expect(toldOf(line, 'CallTransferFailed')).toMatchObject({
        context: '6.0',
        code: 404,
        subCode: 8522,
      });
      expect(line.phone('phone-3')).toMatchObject({ number: DESK, state: 'ended', code: 487 });
      expect(line.phone(agent).state).toBe('talking');
      expect(await stateOf(call)).toBe('connected');
    }));

  test('though another one leaves while the target is rung', () =>
    inGroup(async ({ line, call, caller, agent }) => {
      await line.behaves(DESK, { on: 'answer', afterMs: 2000 });
      await call.transferCallToParticipant(DESK_ID, { transferee: CALLER_ID });
      await line.passes(1);
      await line.hangsUp(agent);
      await line.passes(2);
      expect(line.told()).toEqual(['CallTransferAccepted', 'CallDisconnected']);
      expect(toldOf(line, 'CallDisconnected')).toMatchObject({ subCode: 7015 });
      expect(line.phone(caller)).toMatchObject({ state: 'talking', other: DESK });
    }));
});
