import type { CallMedia } from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import { AGENT_ID, CALLER_ID, heard, inGroup, text } from './support/group.ts';
import { LINE, onTheLine } from './support/line.ts';

function asks(media: CallMedia, prompt: string): Promise<void> {
  return media.startRecognizing(CALLER_ID, {
    kind: 'callMediaRecognizeDtmfOptions',
    maxTonesToCollect: 1,
    initialSilenceTimeoutInSeconds: 30,
    playPrompt: text(prompt),
  });
}

describe('a phone on hold hears', () => {
  test('nothing that plays to all, to it or asks it, though all that runs its course', () =>
    inGroup(async ({ line, media, caller, agent }) => {
      await media.hold(CALLER_ID);
      await line.passes(0.1);
      await media.playToAll([text('to all')]);
      await media.play([text('to both')], [CALLER_ID, AGENT_ID]);
      await line.passes(1);
      await asks(media, 'asked');
      await line.passes(1);
      expect(heard(line, caller)).toEqual([]);
      expect(heard(line, agent)).toEqual(['to all', 'to both']);
      expect(line.told().filter((name) => name === 'PlayStarted')).toHaveLength(3);
      expect(line.told().filter((name) => name === 'PlayCompleted')).toHaveLength(2);
    }));

  test('no tones that are sent to it', () =>
    inGroup(async ({ line, media, caller }) => {
      await media.hold(CALLER_ID);
      await line.passes(0.1);
      await media.sendDtmfTones(['one'], CALLER_ID);
      await line.passes(1);
      expect(line.told()).toEqual(['SendDtmfTonesCompleted']);
      expect(heard(line, caller)).toEqual([]);
    }));

  test('all of it when a switch says so, beside its music', () =>
    inGroup(async ({ line, media, caller }) => {
      await line.faults({ heldHearsPlay: true });
      await media.hold(CALLER_ID, { playSource: text('la la la') });
      await line.passes(0.1);
      await media.playToAll([text('to all')]);
      await asks(media, 'asked');
      await line.passes(0.1);
      expect(heard(line, caller)).toEqual(['la la la', 'to all', 'asked']);
    }));

  test('the rest of what plays to all when hold ends: it was cut off when hold began', () =>
    inGroup(async ({ line, media, caller, agent }) => {
      await media.playToAll([text('x'.repeat(100)), text('the end')]); // 6 s and 0.42 s
      await line.passes(1);
      await media.hold(CALLER_ID);
      await line.passes(1);
      expect(line.phone(caller)).toMatchObject({ hearing: null, heard: [{ done: false }] });
      await media.unhold(CALLER_ID);
      expect(line.phone(caller).hearing).toMatchObject({ content: 'x'.repeat(100) });
      await line.passes(5);
      expect(line.phone(caller).heard.map(({ done }) => done)).toEqual([false, true, true]);
      expect(line.phone(agent).heard.map(({ done }) => done)).toEqual([true, true]);
      expect(line.told()).toEqual(['PlayStarted', 'PlayCompleted']);
    }));

  test('the prompt of a call of two as little', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      const media = call.getCallMedia();
      await media.hold(CALLER_ID);
      await line.passes(0.1);
      await asks(media, 'asked');
      await line.passes(1);
      expect(line.phone(id)).toMatchObject({ other: LINE, state: 'on-hold', heard: [] });
    }));
});

describe('the keys of a phone on hold', () => {
  test('arrive, one by one and in a recognition', () =>
    inGroup(async ({ line, media, caller }) => {
      await media.startContinuousDtmfRecognition(CALLER_ID);
      await media.hold(CALLER_ID);
      await line.passes(0.1);
      await asks(media, 'asked');
      await line.passes(0.1);
      await line.presses(caller, '7');
      expect(line.told().sort()).toEqual([
        'ContinuousDtmfRecognitionToneReceived',
        'PlayStarted',
        'RecognizeCompleted',
      ]);
      expect(line.phone(caller).pressed).toMatchObject([{ key: '7', taken: true }]);
    }));

  test('are lost when a switch says so, until hold ends', () =>
    inGroup(async ({ line, media, caller }) => {
      await line.faults({ heldTones: false });
      await media.startContinuousDtmfRecognition(CALLER_ID);
      await media.hold(CALLER_ID);
      await line.passes(0.1);
      await asks(media, 'asked');
      await line.passes(0.1);
      await line.presses(caller, '7');
      expect(line.told()).toEqual(['PlayStarted']);
      expect(line.phone(caller).pressed).toMatchObject([{ key: '7', taken: false }]);
      await media.unhold(CALLER_ID);
      await line.presses(caller, '8');
      await line.passes(0.3);
      expect(line.told()).toContain('RecognizeCompleted');
      expect(line.told()).toContain('ContinuousDtmfRecognitionToneReceived');
    }));
});
