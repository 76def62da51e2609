import { describe, expect, test } from 'vitest';
import { AGENT_ID, INVITE } from './support/group.ts';
import { type Invited, invited } from './support/invited.ts';
import { CALLER, LINE, onTheLine } from './support/line.ts';

describe('nobody can be called into a call', () => {
  const from = { sourceCallIdNumber: { phoneNumber: LINE } };
  test.each([
    [
      'at a number that is none',
      { ...from, targetParticipant: { phoneNumber: '0555' } },
      'participantToAdd.phoneNumber.value',
    ],
    ['at a number, without one of ours', { targetParticipant: AGENT_ID }, 'sourceCallerIdNumber'],
    [
      'from a number that is none',
      { targetParticipant: AGENT_ID, sourceCallIdNumber: { phoneNumber: 'line' } },
      'sourceCallerIdNumber.value',
    ],
    ['twice', { ...from, targetParticipant: { phoneNumber: CALLER } }, 'participantToAdd'],
  ])('%s (400/8523)', (_title, invite, field) =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      await expect(call.addParticipant(invite)).rejects.toMatchObject({
        statusCode: 400,
        code: '8523',
        message: expect.stringContaining(`The field ${field} is invalid`),
      });
      expect(line.served.emulator.phones.list()).toHaveLength(1);
    }),
  );

  test.each([-1, 181, 1.5])('for %d seconds (400/8523)', (invitationTimeoutInSeconds) =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const adding = call.addParticipant(INVITE, { invitationTimeoutInSeconds });
      await expect(adding).rejects.toMatchObject({
        statusCode: 400,
        code: '8523',
        message: expect.stringContaining('invitationTimeoutInSeconds'),
      });
    }),
  );

  test('while they are being called already (400/8523), but after they declined', () =>
    invited({ on: 'decline', afterMs: 1000 }, async ({ line, call }) => {
      const refusal = { statusCode: 400, code: '8523' };
      await expect(call.addParticipant(INVITE)).rejects.toMatchObject(refusal);
      await line.passes(1.1);
      await expect(call.addParticipant(INVITE)).resolves.toBeDefined();
    }));

  test('before it is connected (400/8501)', () =>
    onTheLine(async (line) => {
      const { context } = await line.rings();
      const answer = await line.client.answerCall(context, `${line.receiver.url}/callbacks`);
      await expect(answer.callConnection.addParticipant(INVITE)).rejects.toMatchObject({
        statusCode: 400,
        code: '8501',
      });
    }));

  test('whose kind the emulator does not know (501)', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const targetParticipant = { microsoftTeamsUserId: '1b2c', rawId: '8:orgid:1b2c' };
      await expect(call.addParticipant({ targetParticipant })).rejects.toMatchObject({
        statusCode: 501,
      });
    }));
});

describe('a call that ends stops the ringing, and CallDisconnected is the last that is told', () => {
  test.each<[string, (invited: Invited) => Promise<unknown>]>([
    ['by its caller', ({ line, caller }) => line.hangsUp(caller)],
    ['by the app', ({ call }) => call.hangUp(false)],
    ['for everyone', ({ call }) => call.hangUp(true)],
  ])('%s', (_title, ends) =>
    invited({ on: 'answer', afterMs: 5000 }, async (called) => {
      const { line, agent } = called;
      await line.passes(1);
      await ends(called);
      await line.passes(60);
      expect(line.told()).toEqual(['CallDisconnected']);
      expect(line.phone(agent)).toMatchObject({ state: 'ended', code: 487, subCode: 540487 });
    }),
  );
});
