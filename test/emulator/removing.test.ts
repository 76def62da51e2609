import { describe, expect, test } from 'vitest';
import { AGENT, AGENT_ID, CALLER_ID, INVITE, inGroup, joins, USER_ID } from './support/group.ts';
import { CALLER, LINE, onTheLine, rosters, toldOf } from './support/line.ts';

const NOT_THERE = { statusCode: 404, code: '8522' };

describe('an app puts somebody out of its call', () => {
  test('who is one of several: their phone ends, the call goes on', () =>
    inGroup(async ({ line, call, caller, agent }) => {
      const removed = await call.removeParticipant(AGENT_ID, { operationContext: '3.0' });
      expect(removed.operationContext).toBe('3.0');
      expect(line.phone(agent)).toMatchObject({ state: 'ended', code: 200, subCode: 5000 });
      await line.passes(60);
      expect(line.told()).toEqual(['RemoveParticipantSucceeded']);
      expect(toldOf(line, 'RemoveParticipantSucceeded')).toMatchObject({
        context: '3.0',
        code: 200,
        subCode: 0,
        participant: { kind: 'phoneNumber', rawId: `4:${AGENT}` },
      });
      expect(rosters(line)).toEqual([`4:${CALLER}`]);
      expect(line.phone(caller).state).toBe('talking');
      expect((await call.listParticipants()).values).toHaveLength(2);
    }));

  test('who can then be called into it again', () =>
    inGroup(async ({ line, call }) => {
      await call.removeParticipant(AGENT_ID);
      await call.addParticipant(INVITE);
      await line.passes(1);
      expect(line.phone('phone-3')).toMatchObject({ number: AGENT, other: LINE, state: 'talking' });
    }));

  test('who is an ACS user', () =>
    inGroup(async ({ line, call }) => {
      const user = await joins(line, call, USER_ID);
      await call.removeParticipant(USER_ID);
      await line.passes(0.1);
      expect(line.phone(user)).toMatchObject({ state: 'ended', subCode: 5000 });
      expect(rosters(line).at(-1)).toBe(`4:${CALLER}, 4:${AGENT}`);
    }));

  test('who is the last one: only the app is left, and the call is over (200/5010)', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      await call.removeParticipant(CALLER_ID);
      await line.passes(1);
      expect(line.phone(id)).toMatchObject({ state: 'ended', code: 200, subCode: 5000 });
      expect(line.told()).toEqual(['RemoveParticipantSucceeded', 'CallDisconnected']);
      expect(toldOf(line, 'CallDisconnected')).toMatchObject({ code: 200, subCode: 5010 });
    }));

  test('and has the result where it wants it', () =>
    inGroup(async ({ line, call }) => {
      const operationCallbackUrl = `${line.receiver.url}/results`;
      await call.removeParticipant(AGENT_ID, { operationCallbackUrl });
      await line.passes(0.1);
      expect(line.told('/results')).toEqual(['RemoveParticipantSucceeded']);
      expect(line.told()).toEqual([]);
    }));
});

describe('nobody is put out of a call', () => {
  test('who is not in it (404/8522)', () =>
    inGroup(async ({ line, call }) => {
      const stranger = { phoneNumber: '+15550111' };
      await expect(call.removeParticipant(stranger)).rejects.toMatchObject(NOT_THERE);
      await call.removeParticipant(AGENT_ID);
      await expect(call.removeParticipant(AGENT_ID)).rejects.toMatchObject(NOT_THERE);
      await line.passes(1);
      expect(line.told()).toEqual(['RemoveParticipantSucceeded']);
    }));

  test('who is still being called (404/8522)', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      await call.addParticipant(INVITE);
      await expect(call.removeParticipant(AGENT_ID)).rejects.toMatchObject(NOT_THERE);
      expect(line.phone('phone-2').state).toBe('ringing');
    }));

  test('when it is the app itself (400/8523): hanging up is for that', () =>
    inGroup(async ({ call }) => {
      const { values } = await call.listParticipants();
      const app = values?.find(
        ({ identifier }) => identifier && 'communicationUserId' in identifier,
      );
      const { identifier } = app ?? {};
      if (!identifier) throw new Error('no app in the roster');
      await expect(call.removeParticipant(identifier)).rejects.toMatchObject({
        statusCode: 400,
        code: '8523',
      });
    }));
});
