import { describe, expect, test } from 'vitest';
import { AGENT, CALLER_ID, type Group, heard, inGroup, text } from './support/group.ts';
import { CALLER, onTheLine, rosters, toldOf } from './support/line.ts';
import { wavFile } from './support/wav-file.ts';

const MUSIC = text('la la la'); // 0.48 s
const HELD = `4:${CALLER} on hold, 4:${AGENT}`;
const TOGETHER = `4:${CALLER}, 4:${AGENT}`;

describe('a phone on hold', () => {
  test('is on hold in the roster, and no longer when hold ends', () =>
    inGroup(async ({ line, call, media, caller, agent }) => {
      await media.hold(CALLER_ID, { operationContext: '5.0' });
      await line.passes(0.1);
      expect(rosters(line)).toEqual([HELD]);
      expect(line.phone(caller).state).toBe('on-hold');
      expect(line.phone(agent).state).toBe('talking');
      expect(await call.getParticipant(CALLER_ID)).toMatchObject({ isOnHold: true });
      await media.unhold(CALLER_ID, { operationContext: '5.1' });
      await line.passes(0.1);
      expect(rosters(line)).toEqual([HELD, TOGETHER]);
      expect(line.phone(caller)).toMatchObject({ state: 'talking', heard: [] });
      expect(await call.getParticipant(CALLER_ID)).toMatchObject({ isOnHold: false });
      await line.passes(60);
      expect(line.told()).toEqual([]);
    }));

  test('hears its music again and again until hold ends, and nobody else does', () =>
    inGroup(async ({ line, media, caller, agent }) => {
      await media.hold(CALLER_ID, { playSource: MUSIC });
      await line.passes(2);
      expect(line.phone(caller).hearing).toMatchObject({ kind: 'text', content: 'la la la' });
      expect(line.phone(caller).heard).toHaveLength(5);
      await media.unhold(CALLER_ID);
      expect(line.phone(caller).hearing).toBeNull();
      await line.passes(10);
      expect(line.phone(caller).heard).toHaveLength(5);
      expect(heard(line, agent)).toEqual([]);
      expect(line.told()).toEqual([]);
    }));

  test('hears a file or SSML in the same way', () =>
    inGroup(async ({ line, media, caller }) => {
      line.receiver.files.set('/music.wav', wavFile({ seconds: 1 }));
      const url = `${line.receiver.url}/music.wav`;
      await media.hold(CALLER_ID, { playSource: { kind: 'fileSource', url } });
      await line.passes(2.5);
      await media.unhold(CALLER_ID);
      await media.hold(CALLER_ID, { playSource: { kind: 'ssmlSource', ssmlText: '<p>la</p>' } });
      await line.passes(0.1);
      expect(line.phone(caller).heard).toMatchObject([
        { kind: 'file', content: url, done: true },
        { kind: 'file', content: url, done: true },
        { kind: 'file', content: url, done: false },
        { kind: 'ssml', content: '<p>la</p>', done: false },
      ]);
    }));

  test('hears music that takes no leg: all else may run beside it', () =>
    inGroup(async ({ line, media, caller, agent }) => {
      await media.hold(CALLER_ID, { playSource: MUSIC });
      await media.playToAll([text('to all')]);
      await media.play([text('to the agent')], [{ phoneNumber: AGENT }]);
      await line.passes(1);
      expect(line.told().sort()).toEqual([
        'PlayCompleted',
        'PlayCompleted',
        'PlayStarted',
        'PlayStarted',
      ]);
      expect(heard(line, agent)).toEqual(['to all', 'to the agent']);
      expect(new Set(heard(line, caller))).toEqual(new Set(['la la la']));
    }));

  test('may be the only one in the call beside the app', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      await call.getCallMedia().hold(CALLER_ID, { playSource: MUSIC });
      await line.passes(1);
      expect(line.phone(id)).toMatchObject({ state: 'on-hold', hearing: { content: 'la la la' } });
      await line.hangsUp(id);
      await line.passes(1);
      expect(line.told()).toEqual(['CallDisconnected']);
      expect(line.phone(id)).toMatchObject({ state: 'ended', hearing: null });
      expect(line.phone(id).heard).toHaveLength(3);
    }));

  test('stays on hold, with its music, when it is put on hold again', () =>
    inGroup(async ({ line, media, caller }) => {
      await media.hold(CALLER_ID, { playSource: MUSIC });
      await line.passes(1);
      await media.hold(CALLER_ID, { playSource: text('other music') });
      await line.passes(1);
      expect(new Set(heard(line, caller))).toEqual(new Set(['la la la']));
      expect(rosters(line)).toEqual([HELD]);
    }));

  test('is shown at the control door', () =>
    inGroup(async ({ line, call, media, caller }) => {
      await media.hold(CALLER_ID, { playSource: MUSIC });
      await line.passes(0.1);
      const { callConnectionId } = await call.getCallConnectionProperties();
      expect((await line.control('GET', `calls/${callConnectionId}`)).body).toMatchObject({
        participants: [{ isOnHold: true }, { isOnHold: false }, { isOnHold: false }],
        holds: [{ phoneId: caller, playSourceInfo: { kind: 'text', content: 'la la la' } }],
        invitations: [],
      });
    }));
});

describe('one who is not on hold', () => {
  test('can be taken off it, and nothing happens, nor is a fault used up', () =>
    inGroup(async ({ line, media }) => {
      await line.faults({ unhold: { fail: 8500, times: 1 } });
      await media.unhold(CALLER_ID);
      await line.passes(60);
      expect(line.events()).toEqual([]);
    }));

  test('is not put on hold by a request that was taken back before it took effect', () =>
    inGroup(async ({ line, media, caller }) => {
      await media.hold(CALLER_ID, { playSource: MUSIC });
      await media.unhold(CALLER_ID);
      await line.passes(60);
      expect(line.events()).toEqual([]);
      expect(line.phone(caller)).toMatchObject({ state: 'talking', heard: [] });
    }));

  test.each<[string, (group: Group) => Promise<unknown>]>([
    ['it is taken back', ({ media }) => media.unhold(CALLER_ID)],
    ['they are put out of the call', ({ call }) => call.removeParticipant(CALLER_ID)],
    ['the call ends', ({ call }) => call.hangUp(true)],
  ])('is not put on hold when %s while the music is fetched', (_title, ends) =>
    inGroup(async (group) => {
      const { line, media, caller } = group;
      const asked = Promise.withResolvers<void>();
      const answer = Promise.withResolvers<Buffer>();
      line.receiver.files.set('/music.wav', () => {
        asked.resolve();
        return answer.promise;
      });
      const url = `${line.receiver.url}/music.wav`;
      await media.hold(CALLER_ID, { playSource: { kind: 'fileSource', url } });
      const passing = line.passes(1);
      await asked.promise;
      await ends(group);
      answer.resolve(wavFile({ seconds: 1 }));
      await passing;
      expect(line.phone(caller).state).not.toBe('on-hold');
      expect(line.phone(caller).heard).toEqual([]);
      expect(rosters(line).join()).not.toContain('on hold');
      expect(line.told()).not.toContain('HoldFailed');
    }),
  );
});

test('a hold that a fault would have failed is not told of after the end of the call', () =>
  inGroup(async ({ line, call, media }) => {
    await line.faults({ hold: { fail: 8500 } });
    await media.hold(CALLER_ID);
    await call.hangUp(true);
    await line.passes(1);
    expect(line.told()).toEqual(['CallDisconnected']);
  }));

describe('hold fails, and the phone talks on', () => {
  test.each([
    ['a file that is not there', undefined, 8536],
    ['a file that is not WAV', Buffer.from('ID3 some music'), 8535],
    ['a file of 8 kHz', wavFile({ seconds: 1, rate: 8000 }), 8535],
  ])('with %s', (_title, file, subCode) =>
    inGroup(async ({ line, media, caller }) => {
      if (file) line.receiver.files.set('/music.wav', file);
      await media.hold(CALLER_ID, {
        playSource: { kind: 'fileSource', url: `${line.receiver.url}/music.wav` },
        operationContext: '5.0',
      });
      await line.passes(1);
      expect(toldOf(line, 'HoldFailed')).toMatchObject({ context: '5.0', code: 400, subCode });
      expect(line.events()).toHaveLength(1);
      expect(line.phone(caller)).toMatchObject({ state: 'talking', heard: [] });
      await media.hold(CALLER_ID, { playSource: MUSIC });
      await line.passes(1);
      expect(rosters(line)).toEqual([HELD]);
    }),
  );

  test('as often as a fault says, and is told where the app wants it', () =>
    inGroup(async ({ line, media, caller }) => {
      await line.faults({ hold: { fail: 8500, times: 1 } });
      const operationCallbackUrl = `${line.receiver.url}/results`;
      await media.hold(CALLER_ID, { operationContext: '5.0', operationCallbackUrl });
      await line.passes(60);
      expect(toldOf(line, 'HoldFailed', '/results')).toMatchObject({
        context: '5.0',
        code: 400,
        subCode: 8500,
      });
      expect(line.events()).toEqual([]);
      expect(line.phone(caller).state).toBe('talking');
      await media.hold(CALLER_ID);
      await line.passes(1);
      expect(rosters(line)).toEqual([HELD]);
    }));

  test('without a word, by a fault', () =>
    inGroup(async ({ line, call, media }) => {
      await line.faults({ hold: { never: true, times: 1 } });
      await media.hold(CALLER_ID, { playSource: MUSIC });
      await line.passes(60);
      expect(line.events()).toEqual([]);
      expect(await call.getParticipant(CALLER_ID)).toMatchObject({ isOnHold: false });
      await media.hold(CALLER_ID);
      await line.passes(1);
      expect(rosters(line)).toEqual([HELD]);
    }));

  test.each([
    [{ fail: 8501, times: 1 }, ['HoldFailed']],
    [{ never: true, times: 1 }, []],
  ])('to end by the fault %j, and the music goes on', (fault, told) =>
    inGroup(async ({ line, media, caller }) => {
      await media.hold(CALLER_ID, { playSource: MUSIC });
      await line.passes(1);
      await line.faults({ unhold: fault });
      await media.unhold(CALLER_ID);
      await line.passes(1);
      expect(line.told()).toEqual(told);
      expect(rosters(line)).toEqual([HELD]);
      expect(line.phone(caller)).toMatchObject({ state: 'on-hold', hearing: expect.anything() });
      await media.unhold(CALLER_ID);
      await line.passes(1);
      expect(rosters(line)).toEqual([HELD, TOGETHER]);
    }),
  );

  test.each([
    ['somebody who is not in the call (404/8522)', { phoneNumber: '+15550111' }, 404, '8522'],
    ['the app itself (400/8523)', undefined, 400, '8523'],
  ])('at once for %s', (_title, who, statusCode, code) =>
    inGroup(async ({ call, media }) => {
      const { values } = await call.listParticipants();
      const target = who ?? values?.[1]?.identifier;
      if (!target) throw new Error('no app in the roster');
      await expect(media.hold(target)).rejects.toMatchObject({ statusCode, code });
      await expect(media.unhold(target)).rejects.toMatchObject({ statusCode, code });
    }),
  );
});
