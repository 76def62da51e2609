import { describe, expect, test } from 'vitest';
import { AGENT, INVITE } from './support/group.ts';
import { invited } from './support/invited.ts';
import { rosters, toldOf } from './support/line.ts';

const FAILED = { context: '3.0', code: 404, subCode: 8522 };

describe('an invitation', () => {
  test('is taken back while the phone rings: it stops, and nothing else is told', () =>
    invited({ on: 'answer', afterMs: 5000 }, async ({ line, call, agent, invitationId }) => {
      await line.passes(2);
      const options = { operationContext: '3.0' };
      const cancelled = await call.cancelAddParticipantOperation(invitationId, options);
      expect(cancelled).toMatchObject({ invitationId, operationContext: '3.0' });
      expect(line.phone(agent)).toMatchObject({ state: 'ended', code: 487, subCode: 540487 });
      await line.passes(200);
      expect(line.told()).toEqual(['CancelAddParticipantSucceeded']);
      expect(toldOf(line, 'CancelAddParticipantSucceeded')).toMatchObject({
        context: '3.0',
        code: 200,
        subCode: 0,
        invitationId,
      });
      expect(rosters(line)).toEqual([]);
    }));

  test('that was taken back does not keep anybody from being called again', () =>
    invited({ on: 'answer', afterMs: 5000 }, async ({ line, call, invitationId }) => {
      await call.cancelAddParticipantOperation(invitationId);
      await call.addParticipant(INVITE);
      await line.passes(6);
      expect(line.told()).toEqual(['CancelAddParticipantSucceeded', 'AddParticipantSucceeded']);
      expect(line.phone('phone-3')).toMatchObject({ number: AGENT, state: 'talking' });
    }));

  test.each([
    ['taken up', { on: 'answer', afterMs: 100 }],
    ['declined', { on: 'decline', afterMs: 100 }],
  ])('cannot be taken back when it is %s', (_title, behaviour) =>
    invited(behaviour, async ({ line, call, agent, invitationId }) => {
      await line.passes(1);
      const { state } = line.phone(agent);
      await call.cancelAddParticipantOperation(invitationId, { operationContext: '3.0' });
      await line.passes(1);
      expect(line.phone(agent).state).toBe(state);
      expect(line.told().slice(1)).toEqual(['CancelAddParticipantFailed']);
      expect(toldOf(line, 'CancelAddParticipantFailed')).toMatchObject({ ...FAILED, invitationId });
    }),
  );

  test('that nobody knows cannot be taken back, which is told where the app wants it', () =>
    invited({ on: 'ring' }, async ({ line, call, agent }) => {
      await call.cancelAddParticipantOperation('no-such-invitation', {
        operationContext: '3.0',
        operationCallbackUrl: `${line.receiver.url}/results`,
      });
      await line.passes(1);
      expect(line.told()).toEqual([]);
      expect(toldOf(line, 'CancelAddParticipantFailed', '/results')).toMatchObject(FAILED);
      expect(line.phone(agent).state).toBe('ringing');
    }));
});
