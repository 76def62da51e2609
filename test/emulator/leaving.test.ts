import type { CallMedia } from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import {
  AGENT,
  AGENT_ID,
  CALLER_ID,
  heard,
  inGroup,
  joins,
  text,
  USER_ID,
} from './support/group.ts';
import { CALLER, rosters, toldOf } from './support/line.ts';

const LONG = text('x'.repeat(200)); // 12 s
const GONE = { code: 400, subCode: 8558 };

function asks(media: CallMedia, who: { phoneNumber: string }): Promise<void> {
  return media.startRecognizing(who, {
    kind: 'callMediaRecognizeDtmfOptions',
    maxTonesToCollect: 1,
    playPrompt: LONG,
    operationContext: 'ask',
  });
}

describe('when one of three hangs up', () => {
  test.each(['caller', 'agent'] as const)('(the %s), the others go on', (who) =>
    inGroup(async (group) => {
      const { line, call, caller, agent } = group;
      await line.hangsUp(group[who]);
      await line.passes(60);
      expect(line.told()).toEqual([]);
      expect(rosters(line)).toEqual([who === 'caller' ? `4:${AGENT}` : `4:${CALLER}`]);
      expect(line.phone(group[who])).toMatchObject({ state: 'ended', code: 200, subCode: 540000 });
      const other = who === 'caller' ? agent : caller;
      expect(line.phone(other).state).toBe('talking');
      await call.getCallMedia().playToAll([text('Goodbye.')]);
      await line.passes(1);
      expect(line.phone(other).heard).toMatchObject([{ content: 'Goodbye.', done: true }]);
      expect(line.phone(group[who]).heard).toEqual([]);
    }),
  );

  test('and then the last one, the call is over (200/540000)', () =>
    inGroup(async ({ line, caller, agent }) => {
      await line.hangsUp(caller);
      await line.hangsUp(caller);
      await line.hangsUp(agent);
      expect(line.told()).toEqual(['CallDisconnected']);
      expect(toldOf(line, 'CallDisconnected')).toMatchObject({ code: 200, subCode: 540000 });
      expect(rosters(line)).toEqual([`4:${AGENT}`]);
      expect(line.phone(agent)).toMatchObject({ state: 'ended', code: 200, subCode: 540000 });
    }));

  test('the numbers of rosters only grow', () =>
    inGroup(async ({ line, call, caller, agent }) => {
      await joins(line, call, USER_ID);
      await line.hangsUp(agent);
      await line.hangsUp(caller);
      const updates = line.events().filter(({ type }) => type.endsWith('ParticipantsUpdated'));
      const numbers = updates.map(({ data }) => data.sequenceNumber ?? 0);
      expect(numbers).toHaveLength(3);
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    }));

  test('the call may be over for everyone instead (200/5010), when only one is left', () =>
    inGroup(async ({ line, call, caller, agent }) => {
      await line.faults({ lastOneEndsCall: true });
      const user = await joins(line, call, USER_ID);
      line.receiver.posted.length = 0;
      await line.hangsUp(user);
      expect(rosters(line)).toEqual([`4:${CALLER}, 4:${AGENT}`]);
      await line.hangsUp(caller);
      expect(line.told()).toEqual(['CallDisconnected']);
      expect(toldOf(line, 'CallDisconnected')).toMatchObject({ code: 200, subCode: 5010 });
      expect(rosters(line)).toHaveLength(1);
      expect(line.phone(agent)).toMatchObject({ state: 'ended', code: 200, subCode: 5010 });
    }));

  test('who is being called into the call rings on, until the last one has left', () =>
    inGroup(async ({ line, call, caller, agent }) => {
      await call.addParticipant({ targetParticipant: USER_ID });
      await line.hangsUp(caller);
      expect(line.phone('phone-3').state).toBe('ringing');
      await line.hangsUp(agent);
      expect(line.phone('phone-3')).toMatchObject({ state: 'ended', code: 487 });
      await line.passes(60);
      expect(line.told()).toEqual(['CallDisconnected']);
    }));
});

describe('what ran for one who leaves', () => {
  test('fails with them: a recognition (400/8558)', () =>
    inGroup(async ({ line, media, caller }) => {
      await asks(media, CALLER_ID);
      await line.passes(1);
      await line.hangsUp(caller);
      expect(line.told()).toEqual(['PlayStarted', 'RecognizeFailed']);
      expect(toldOf(line, 'RecognizeFailed')).toMatchObject({ context: 'ask', ...GONE });
      await line.passes(60);
      expect(line.told()).toHaveLength(2);
      await asks(media, AGENT_ID);
    }));

  test('fails with them: a play, or tones that are sent (400/8558)', () =>
    inGroup(async ({ line, call, media, caller, agent }) => {
      await joins(line, call, USER_ID);
      line.receiver.posted.length = 0;
      await media.play([LONG], [CALLER_ID], { operationContext: 'play' });
      await line.passes(1);
      await line.hangsUp(caller);
      await media.sendDtmfTones(['one', 'two', 'three'], AGENT_ID, { operationContext: 'send' });
      await line.passes(0.3);
      await line.hangsUp(agent);
      await line.passes(60);
      expect(line.told()).toEqual(['PlayStarted', 'PlayFailed', 'SendDtmfTonesFailed']);
      expect(toldOf(line, 'PlayFailed')).toMatchObject({ context: 'play', ...GONE });
      expect(toldOf(line, 'SendDtmfTonesFailed')).toMatchObject({ context: 'send', ...GONE });
    }));

  test('goes on for the others, if it was for them too', () =>
    inGroup(async ({ line, media, caller, agent }) => {
      await media.playToAll([LONG]);
      await media.play([LONG], [CALLER_ID, AGENT_ID]);
      await line.passes(1);
      await line.hangsUp(caller);
      expect(line.phone(caller).heard.map(({ done }) => done)).toEqual([false, false]);
      expect(line.phone(caller).hearing).toBeNull();
      await line.passes(15);
      expect(line.phone(caller).heard.map(({ done }) => done)).toEqual([false, false]);
      expect(line.phone(agent).heard.map(({ done }) => done)).toEqual([true, true]);
      expect(line.told().sort()).toEqual([
        'PlayCompleted',
        'PlayCompleted',
        'PlayStarted',
        'PlayStarted',
      ]);
    }));

  test('ends with one who is put out of the call as well', () =>
    inGroup(async ({ line, call, media, caller }) => {
      await media.hold(CALLER_ID, { playSource: text('la la la') });
      await asks(media, CALLER_ID);
      await line.passes(1);
      await call.removeParticipant(CALLER_ID);
      await line.passes(1);
      expect(line.told().sort()).toEqual([
        'PlayStarted',
        'RecognizeFailed',
        'RemoveParticipantSucceeded',
      ]);
      expect(line.phone(caller)).toMatchObject({ state: 'ended', hearing: null });
      expect(heard(line, caller)).toHaveLength(3);
      expect(rosters(line).at(-1)).toBe(`4:${AGENT}`);
    }));

  test('was a recognition of a call of two that became one of three', () =>
    inGroup(async ({ line, call, media, agent }) => {
      await call.removeParticipant(AGENT_ID);
      await line.passes(0.1);
      expect(line.phone(agent).state).toBe('ended');
      await asks(media, CALLER_ID);
      await line.passes(0.1);
      const joined = await joins(line, call);
      expect(heard(line, joined)).toEqual([LONG.text]);
      await line.hangsUp('phone-1');
      expect(toldOf(line, 'RecognizeFailed')).toMatchObject({ context: 'ask', ...GONE });
      expect(line.phone(joined).hearing).toBeNull();
    }));
});

describe('when the keys of one who leaves were followed', () => {
  test('the end of that is told, and of that alone', () =>
    inGroup(async ({ line, media, caller, agent }) => {
      await media.startContinuousDtmfRecognition(CALLER_ID, { operationContext: 'caller' });
      await media.startContinuousDtmfRecognition(AGENT_ID, { operationContext: 'agent' });
      await line.hangsUp(caller);
      expect(line.told()).toEqual(['ContinuousDtmfRecognitionStopped']);
      expect(toldOf(line, 'ContinuousDtmfRecognitionStopped')).toMatchObject({
        context: 'caller',
        code: 200,
        subCode: 7000,
      });
      await line.presses(agent, '5');
      expect(toldOf(line, 'ContinuousDtmfRecognitionToneReceived')).toMatchObject({
        context: 'agent',
      });
    }));

  test('the end of that may be told by nobody', () =>
    inGroup(async ({ line, media, caller, agent }) => {
      await line.faults({ stoppedOnLeave: false });
      await media.startContinuousDtmfRecognition(CALLER_ID, { operationContext: 'caller' });
      await media.startContinuousDtmfRecognition(AGENT_ID, { operationContext: 'agent' });
      await line.hangsUp(caller);
      expect(line.told()).toEqual([]);
      await line.hangsUp(agent);
      expect(line.told()).toEqual(['ContinuousDtmfRecognitionStopped', 'CallDisconnected']);
      expect(toldOf(line, 'ContinuousDtmfRecognitionStopped')).toMatchObject({ context: 'agent' });
    }));
});
