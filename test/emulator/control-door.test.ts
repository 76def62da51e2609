import { describe, expect, test } from 'vitest';
import { CALLER, LINE, onTheLine } from './support/line.ts';

describe('the control door', () => {
  test('shows a phone', () =>
    onTheLine(async (line) => {
      const { id, call } = await line.answered();
      await call.getCallMedia().playToAll([{ kind: 'textSource', text: 'Good morning.' }]);
      await line.passes(0.1);
      const { callConnectionId } = await call.getCallConnectionProperties();
      const heard = { kind: 'text', content: 'Good morning.', done: false, at: expect.any(String) };
      const phone = {
        id,
        number: CALLER,
        other: LINE,
        direction: 'caller',
        state: 'talking',
        callConnectionId,
        hearing: heard,
        heard: [heard],
        pressed: [],
      };
      expect((await line.control('GET', `phones/${id}`)).body).toEqual(phone);
      expect((await line.control('GET', 'phones')).body).toEqual({ phones: [phone] });
    }));

  test('shows a call', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      await call.getCallMedia().playToAll([{ kind: 'textSource', text: 'Good morning.' }]);
      const { callConnectionId } = await call.getCallConnectionProperties();
      expect((await line.control('GET', `calls/${callConnectionId}`)).body).toMatchObject({
        callConnectionId,
        state: 'connected',
        participants: [{ phoneId: 'phone-1' }, { identifier: { kind: 'communicationUser' } }],
        mediaOperations: [{ kind: 'play', leg: 'main', state: 'running' }],
      });
      await call.hangUp(true);
      expect((await line.control('GET', `calls/${callConnectionId}`)).body).toMatchObject({
        state: 'disconnected',
        mediaOperations: [],
      });
    }));

  test('tells listeners of every change of a phone', () =>
    onTheLine(async (line) => {
      const states: string[] = [];
      const stop = line.served.emulator.onChange(() => {
        const state = line.served.emulator.phones.list()[0]?.state ?? '';
        if (states.at(-1) !== state) states.push(state);
      });
      const { id } = await line.answered();
      await line.control('POST', `phones/${id}/hangUp`);
      stop();
      expect(states).toEqual(['ringing', 'talking', 'ended']);
    }));

  test.each([
    ['POST', 'calls', { from: '0555', to: LINE }, 400, 'from'],
    ['POST', 'calls', { from: CALLER, to: 'line' }, 400, 'to'],
    ['POST', 'calls', { from: CALLER }, 400, 'to'],
    ['POST', 'phones/phone-1/press', { digits: '12x' }, 400, 'digits'],
    ['POST', 'phones/phone-1/press', { digits: '' }, 400, 'digits'],
    ['POST', 'phones/phone-1/press', { digits: '1', gapMs: -1 }, 400, 'gapMs'],
    ['POST', 'phones/phone-9/press', { digits: '1' }, 404, undefined],
    ['POST', 'phones/phone-9/hangUp', undefined, 404, undefined],
    ['POST', 'phones/phone-1/answer', undefined, 409, undefined],
    ['POST', 'phones/phone-1/decline', undefined, 409, undefined],
    ['GET', 'phones/phone-9', undefined, 404, undefined],
    ['GET', 'calls/unknown', undefined, 404, undefined],
    ['GET', 'nothing', undefined, 404, undefined],
    ['PUT', 'numbers/0555', { on: 'busy' }, 400, 'number'],
    ['PUT', 'numbers/8:acs:', { on: 'busy' }, 400, 'number'],
    ['PUT', 'numbers/+15550142', { on: 'busy', thenVoicemail: true }, 400, undefined],
    ['PUT', 'numbers/+15550142', { on: 'sing' }, 400, 'on'],
    ['PUT', 'numbers/+15550142', { on: 'ivr' }, 400, 'script'],
    ['PUT', 'numbers/+15550142', { on: 'ivr', script: [] }, 400, 'script'],
    [
      'PUT',
      'numbers/+15550142',
      { on: 'ivr', script: [{ expect: '2x' }] },
      400,
      'script[0].expect',
    ],
    ['PUT', 'numbers/+15550142', { on: 'busy', script: [{ expect: '2' }] }, 400, undefined],
    ['PUT', 'subscribers', { url: 'nowhere' }, 400, 'url'],
    ['PUT', 'subscribers', { url: 'http://app.example/' }, 400, 'url'],
  ])('answers %s %s %j with %i', (method, path, body, status, target) =>
    onTheLine(async (line) => {
      await line.rings();
      const answer = await line.control(method, path, body);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({
        error: { code: expect.any(String), message: expect.any(String) },
      });
      expect((answer.body as { error: { target?: string } }).error.target).toBe(target);
    }),
  );

  test('names the character that is not a key', () =>
    onTheLine(async (line) => {
      const { id } = await line.rings();
      const { body } = await line.control('POST', `phones/${id}/press`, { digits: '12x4' });
      expect(JSON.stringify(body)).toContain('\\"x\\" (character 3)');
    }));

  test('does not press keys at a phone that has hung up', () =>
    onTheLine(async (line) => {
      const { id } = await line.answered();
      await line.control('POST', `phones/${id}/press`, { digits: '12' });
      await line.passes(0.1);
      expect((await line.control('POST', `phones/${id}/hangUp`)).status).toBe(200);
      await line.passes(1);
      expect(line.phone(id).pressed).toHaveLength(1);
      const late = await line.control('POST', `phones/${id}/press`, { digits: '3' });
      expect(late.status).toBe(409);
    }));

  test('refuses web pages of other origins', () =>
    onTheLine(async ({ served }) => {
      const phones = `${served.endpoint}/_sim/phones`;
      const from = async (origin: string) => (await fetch(phones, { headers: { origin } })).status;
      expect(await from('https://evil.example')).toBe(403);
      expect(await from('null')).toBe(403);
      expect(await from(served.endpoint)).toBe(200);
    }));

  test.each([
    ['text/plain', '{"url":"http://127.0.0.1/"}', 415],
    ['application/json', '{"url":', 400],
  ])('refuses a body of %s that is %s', (type, body, status) =>
    onTheLine(async ({ served }) => {
      const url = `${served.endpoint}/_sim/subscribers`;
      const headers = { 'content-type': type };
      expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(status);
    }),
  );
});
