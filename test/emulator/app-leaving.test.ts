import { describe, expect, test } from 'vitest';
import { AGENT, CALLER_ID, inGroup, joins, text, USER_ID } from './support/group.ts';
import { CALLER, toldOf } from './support/line.ts';

const DESK_ID = { phoneNumber: '+15550177' };

describe('an app that leaves a call of three', () => {
  test('lets the others talk on without it, until one of them hangs up', () =>
    inGroup(async ({ line, call, caller, agent }) => {
      await call.hangUp(false);
      await line.passes(60);
      expect(line.told()).toEqual(['CallDisconnected']);
      expect(toldOf(line, 'CallDisconnected')).toMatchObject({ code: 200, subCode: 7000 });
      expect(line.phone(caller)).toMatchObject({ state: 'talking', other: AGENT });
      expect(line.phone(agent)).toMatchObject({ state: 'talking', other: CALLER });
      for (const id of [caller, agent]) {
        expect(line.phone(id)).not.toHaveProperty('code');
        expect(line.phone(id)).not.toHaveProperty('callConnectionId');
      }
      await expect(call.listParticipants()).rejects.toMatchObject({ statusCode: 404 });
      await line.hangsUp(agent);
      for (const id of [caller, agent]) {
        expect(line.phone(id)).toMatchObject({ state: 'ended', code: 200, subCode: 540000 });
      }
      expect(line.events()).toHaveLength(1);
    }));

  test('takes along what it did for them: media, hold, keys, and whom it was calling', () =>
    inGroup(async ({ line, call, media, caller, agent }) => {
      await media.startContinuousDtmfRecognition(CALLER_ID);
      await media.hold(CALLER_ID, { playSource: text('la la la') });
      await media.playToAll([text('x'.repeat(200))]);
      await call.addParticipant({ targetParticipant: USER_ID });
      await call.transferCallToParticipant(DESK_ID, { transferee: CALLER_ID });
      await line.passes(1);
      await call.hangUp(false);
      await line.passes(100);
      expect(line.told()).toEqual([
        'PlayStarted',
        'ContinuousDtmfRecognitionStopped',
        'CallDisconnected',
      ]);
      for (const id of [caller, agent]) {
        expect(line.phone(id)).toMatchObject({ state: 'talking', hearing: null });
        expect(line.phone(id).heard.at(-1)).toMatchObject({ done: false });
      }
      for (const id of ['phone-3', 'phone-4']) {
        expect(line.phone(id)).toMatchObject({ state: 'ended', code: 487 });
      }
      await line.presses(caller, '5');
      expect(line.phone(caller).pressed).toMatchObject([{ taken: false }]);
    }));

  test('lets three talk on, and the last two when one of them hangs up', () =>
    inGroup(async ({ line, call, caller, agent }) => {
      const user = await joins(line, call, USER_ID);
      await call.hangUp(false);
      expect(line.phone(caller).other).toBe(`${AGENT}, 8:acs:agent-7`);
      await line.hangsUp(caller);
      expect(line.phone(agent).state).toBe('talking');
      expect(line.phone(user).state).toBe('talking');
      await line.hangsUp(user);
      expect(line.phone(agent)).toMatchObject({ state: 'ended', subCode: 540000 });
    }));

  test('and ends it for everyone, if it says so, ringing phones included', () =>
    inGroup(async ({ line, call, caller, agent }) => {
      await call.addParticipant({ targetParticipant: USER_ID });
      await line.passes(1);
      await call.hangUp(true);
      await line.passes(100);
      expect(line.told()).toEqual(['CallDisconnected']);
      expect(toldOf(line, 'CallDisconnected')).toMatchObject({ code: 200, subCode: 7000 });
      for (const id of [caller, agent]) {
        expect(line.phone(id)).toMatchObject({ state: 'ended', code: 200, subCode: 7000 });
      }
      expect(line.phone('phone-3')).toMatchObject({ state: 'ended', code: 487 });
    }));

  test('ends it when only one is left', () =>
    inGroup(async ({ line, call, caller, agent }) => {
      await line.hangsUp(agent);
      await call.hangUp(false);
      await line.passes(1);
      expect(line.told()).toEqual(['CallDisconnected']);
      expect(line.phone(caller)).toMatchObject({ state: 'ended', code: 200, subCode: 7000 });
    }));
});
