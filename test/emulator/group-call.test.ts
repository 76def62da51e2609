import type {
  CallMedia,
  CallMediaRecognizeDtmfOptions,
} from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import {
  AGENT_ID,
  CALLER_ID,
  type Group,
  heard,
  inGroup,
  joins,
  text,
  USER_ID,
} from './support/group.ts';
import { onTheLine } from './support/line.ts';

const REFUSED = { statusCode: 412, code: '8583' };

function asks(
  media: CallMedia,
  who: { phoneNumber: string },
  options: Partial<CallMediaRecognizeDtmfOptions> = {},
): Promise<void> {
  return media.startRecognizing(who, {
    kind: 'callMediaRecognizeDtmfOptions',
    maxTonesToCollect: 1,
    playPrompt: text('whispered'),
    ...options,
  });
}

/** What runs and waits, as the control door shows it. */
async function operations({ line, call }: Pick<Group, 'line' | 'call'>): Promise<string[]> {
  const { callConnectionId } = await call.getCallConnectionProperties();
  const { body } = await line.control('GET', `calls/${callConnectionId}`);
  const { mediaOperations } = body as { mediaOperations: Record<string, string>[] };
  return mediaOperations.map(({ kind, leg, state }) => `${kind} ${leg} ${state}`);
}

describe('in a call of three, a recognition', () => {
  test('plays its prompt to its target alone, beside what plays to all', () =>
    inGroup(async (group) => {
      const { line, call, media, caller, agent } = group;
      const user = await joins(line, call, USER_ID);
      await media.playToAll([text('hello')]);
      await asks(media, AGENT_ID);
      expect(await operations(group)).toEqual(['play main running', 'recognize sub running']);
      await line.passes(0.1);
      expect(heard(line, caller)).toEqual(['hello']);
      expect(heard(line, user)).toEqual(['hello']);
      expect(heard(line, agent)).toEqual(['hello', 'whispered']);
    }));

  test('takes the keys of its target alone', () =>
    inGroup(async ({ line, media, caller, agent }) => {
      await asks(media, AGENT_ID);
      await line.passes(0.1);
      await line.presses(caller, '1');
      expect(line.told()).toEqual(['PlayStarted']);
      await line.presses(agent, '2');
      expect(line.told()).toEqual(['PlayStarted', 'RecognizeCompleted']);
      expect(line.events().at(-1)?.data.dtmfResult?.tones).toEqual(['two']);
    }));

  test('keeps other operations off the sub leg (412/8583), but nothing off the main leg', () =>
    inGroup(async ({ media }) => {
      await asks(media, AGENT_ID);
      const refused = [
        () => asks(media, CALLER_ID, { interruptCallMediaOperation: false }),
        () => media.play([text('hello')], [CALLER_ID]),
        () => media.sendDtmfTones(['one'], AGENT_ID),
        () => media.startContinuousDtmfRecognition(CALLER_ID),
      ];
      for (const request of refused) await expect(request()).rejects.toMatchObject(REFUSED);
      await media.playToAll([text('hello')]);
    }));

  test('cancels what is on the sub leg when it may interrupt, and nothing else', () =>
    inGroup(async (group) => {
      const { line, media } = group;
      await media.playToAll([text('hello')]);
      await media.play([text('hello')], [CALLER_ID]);
      await asks(media, AGENT_ID);
      expect(await operations(group)).toEqual(['play main running', 'recognize sub running']);
      await line.passes(0.1);
      expect(line.told()).toEqual(['PlayCanceled', 'PlayStarted', 'PlayStarted']);
    }));
});

describe('when each participant has a sub leg of their own', () => {
  test('what is for one of them keeps nothing from another', () =>
    inGroup(async (group) => {
      const { line, media, caller, agent } = group;
      await line.faults({ subLegPerParticipant: true });
      await asks(media, AGENT_ID);
      await media.startContinuousDtmfRecognition(CALLER_ID);
      await media.play([text('for the caller')], [CALLER_ID]);
      expect(await operations(group)).toEqual(['recognize sub running', 'play sub running']);
      await line.passes(0.1);
      expect(heard(line, caller)).toEqual(['for the caller']);
      expect(heard(line, agent)).toEqual(['whispered']);
      await asks(media, CALLER_ID);
      expect(await operations(group)).toEqual(['recognize sub running', 'recognize sub running']);
      await line.passes(0.1);
      expect(line.told()).toEqual(['PlayStarted', 'PlayStarted', 'PlayCanceled', 'PlayStarted']);
    }));

  test('what is for both of them, or for the same one, still does (412/8583)', () =>
    inGroup(async ({ line, media }) => {
      await line.faults({ subLegPerParticipant: true });
      await asks(media, AGENT_ID);
      const refused = [
        () => media.play([text('hello')], [CALLER_ID, AGENT_ID]),
        () => media.sendDtmfTones(['one'], AGENT_ID),
        () => media.startContinuousDtmfRecognition(AGENT_ID),
      ];
      for (const request of refused) await expect(request()).rejects.toMatchObject(REFUSED);
      await media.sendDtmfTones(['one'], CALLER_ID);
    }));
});

test('in a call of two, a recognition waits on the main leg and keeps nothing else waiting', () =>
  onTheLine(async (line) => {
    const { call } = await line.answered();
    const media = call.getCallMedia();
    await asks(media, CALLER_ID);
    expect(await operations({ line, call })).toEqual(['recognize main running']);
    await media.startContinuousDtmfRecognition(CALLER_ID);
    await media.sendDtmfTones(['one'], CALLER_ID);
  }));

test('in a call of three, the keys of each participant are counted on their own', () =>
  inGroup(async ({ line, media, caller, agent }) => {
    await media.startContinuousDtmfRecognition(CALLER_ID, { operationContext: 'caller' });
    await media.startContinuousDtmfRecognition(AGENT_ID, { operationContext: 'agent' });
    await line.presses(caller, '123');
    await line.presses(agent, '1');
    await line.passes(1);
    const keys = line.events().map(({ data }) => `${data.operationContext} ${data.sequenceId}`);
    expect(keys.sort()).toEqual(['agent 0', 'caller 0', 'caller 1', 'caller 2']);
  }));
