import { describe, expect, test } from 'vitest';
import { AGENT, AGENT_ID, inGroup, joins, USER_ID } from './support/group.ts';
import { CALLER, rosters } from './support/line.ts';

describe('muting', () => {
  test('an ACS user: the roster says so, once', () =>
    inGroup(async ({ line, call }) => {
      await joins(line, call, USER_ID);
      line.receiver.posted.length = 0;
      const muted = await call.muteParticipant(USER_ID, { operationContext: '4.0' });
      expect(muted.operationContext).toBe('4.0');
      await call.muteParticipant(USER_ID);
      await line.passes(1);
      expect(line.told()).toEqual([]);
      expect(rosters(line)).toEqual([`4:${CALLER}, 4:${AGENT}, 8:acs:agent-7 muted`]);
      expect(await call.getParticipant(USER_ID)).toMatchObject({ isMuted: true });
    }));

  test('a phone is refused (400/8523)', () =>
    inGroup(async ({ line, call }) => {
      await expect(call.muteParticipant(AGENT_ID)).rejects.toMatchObject({
        statusCode: 400,
        code: '8523',
        message: expect.stringContaining('targetParticipants[0]'),
      });
      await line.passes(1);
      expect(line.events()).toEqual([]);
    }));

  test('somebody who is not in the call is refused (404/8522)', () =>
    inGroup(async ({ call }) => {
      const muting = call.muteParticipant({ communicationUserId: '8:acs:stranger' });
      await expect(muting).rejects.toMatchObject({ statusCode: 404, code: '8522' });
    }));
});
