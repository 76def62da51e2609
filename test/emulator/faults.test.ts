import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JSONWebKeySet,
  jwtVerify,
} from 'jose';
import { describe, expect, test } from 'vitest';
import { RESOURCE_ID } from '../../emulator/ids.ts';
import { type Event, incomingCalls, type Line, onTheLine } from './support/line.ts';

const text = (words: string) => ({ kind: 'textSource', text: words }) as const;

/** What the app is told of one short play, under a fault of its callbacks. */
async function played(
  callbacks: object,
): Promise<{ told: string[]; posts: number; events: Event[] }> {
  let result = { told: [] as string[], posts: 0, events: [] as Event[] };
  await onTheLine(async (line) => {
    const { call } = await line.answered();
    const before = line.receiver.posted.length;
    await line.faults({ callbacks });
    await call.getCallMedia().playToAll([text('hello')]);
    await line.passes(5);
    const posts = line.receiver.posted.length - before;
    result = { told: line.told(), posts, events: line.events().slice(2) };
  });
  return result;
}

describe('callbacks', () => {
  test('come twice, with the same id', async () => {
    const { told, events } = await played({ copies: 2, types: ['PlayStarted'] });
    expect(told).toEqual(['PlayStarted', 'PlayStarted', 'PlayCompleted']);
    expect(events[0]?.id).toBe(events[1]?.id);
  });

  test('get lost', async () => {
    expect((await played({ lose: true, types: ['PlayCompleted'] })).told).toEqual(['PlayStarted']);
    expect((await played({ lose: 0 })).told).toHaveLength(2);
    expect((await played({ lose: 1 })).told).toHaveLength(0);
  });

  test('come late', async () => {
    const { told } = await played({ delayMs: 2000, types: ['PlayStarted'] });
    expect(told).toEqual(['PlayCompleted', 'PlayStarted']);
  });

  test('overtake one another', async () => {
    expect((await played({ reorder: true })).told).toEqual(['PlayCompleted', 'PlayStarted']);
  });

  test('come several at a time', async () => {
    const { told, posts } = await played({ batch: 2 });
    expect({ told, posts }).toEqual({ told: ['PlayStarted', 'PlayCompleted'], posts: 1 });
  });

  test('in a batch that does not fill come after half a second', async () => {
    expect(await played({ batch: 3 })).toMatchObject({
      told: ['PlayStarted', 'PlayCompleted'],
      posts: 1,
    });
  });

  test('are struck a number of times, and then no more', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      await line.faults({ callbacks: { types: ['PlayCompleted'], lose: true, times: 2 } });
      for (const words of ['one', 'two', 'three']) {
        await call.getCallMedia().playToAll([text(words)], { operationContext: words });
        await line.passes(1);
      }
      const told = line.events().slice(2);
      expect(
        told.map(({ type, data }) => `${type.split('.').at(-1)} ${data.operationContext}`),
      ).toEqual(['PlayStarted one', 'PlayStarted two', 'PlayStarted three', 'PlayCompleted three']);
    }));

  test('come before the response that caused them, those that are to and as often as they are to', () =>
    onTheLine(async (line) => {
      const { context } = await line.rings();
      const types = ['CallConnected', 'PlayCanceled'];
      await line.faults({ callbacks: { beforeResponse: true, types, times: 1 } });
      const callback = `${line.receiver.url}/callbacks`;
      const { callConnection } = await line.client.answerCall(context, callback);
      expect(line.events().map(({ type }) => type)).toEqual([
        'Microsoft.Communication.CallConnected',
      ]);
      await line.passes(0.1);
      expect(line.events()).toHaveLength(2);
      const media = callConnection.getCallMedia();
      await media.playToAll([text('hello')]);
      await media.cancelAllOperations();
      expect(line.told()).toEqual([]);
      await line.passes(1);
      expect(line.told().at(-1)).toBe('PlayCanceled');
    }));

  test('come before the response that caused them', () =>
    onTheLine(async (line) => {
      await line.faults({ callbacks: { beforeResponse: true } });
      const { context } = await line.rings();
      await line.client.answerCall(context, `${line.receiver.url}/callbacks`);
      expect(line.events()).toHaveLength(2);
    }));
});

describe('tokens', () => {
  async function token(line: Line): Promise<string | undefined> {
    await line.answered();
    const callback = line.receiver.posted.find(({ path }) => path === '/callbacks');
    return callback?.headers.authorization?.replace('Bearer ', '');
  }

  async function verifies(line: Line, jwt: string): Promise<unknown> {
    const published = await (await fetch(`${line.served.endpoint}/calling/keys`)).json();
    return jwtVerify(jwt, createLocalJWKSet(published as JSONWebKeySet), {
      issuer: line.served.endpoint,
      audience: RESOURCE_ID,
      currentDate: new Date(line.clock.now()),
    });
  }

  test.each([
    ['expired', 'ERR_JWT_EXPIRED'],
    ['audience', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['issuer', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['key', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['alg-none', 'ERR_JOSE_NOT_SUPPORTED'],
  ])('are wrong in their %s', (fault, code) =>
    onTheLine(async (line) => {
      await line.faults({ token: fault });
      const jwt = (await token(line)) ?? '';
      expect(decodeJwt(jwt).exp).toBeTypeOf('number');
      await expect(verifies(line, jwt)).rejects.toMatchObject({ code });
    }),
  );

  test('are signed by another key once the keys are rotated, beside which the one before stays good', () =>
    onTheLine(async (line) => {
      const before = (await token(line)) ?? '';
      await line.faults({ rotateKeys: true });
      line.receiver.posted.length = 0;
      const after = (await token(line)) ?? '';
      const names = [before, after].map((jwt) => decodeProtectedHeader(jwt).kid);
      expect(names).toEqual(['emulator-1', 'emulator-2']);
      await Promise.all([before, after].map((jwt) => verifies(line, jwt)));
    }));

  test('are missing', () =>
    onTheLine(async (line) => {
      await line.faults({ token: 'none' });
      expect(await token(line)).toBeUndefined();
    }));
});

describe('incoming calls', () => {
  test('are announced twice, with the same id', () =>
    onTheLine(async (line) => {
      await line.faults({ incomingCall: { copies: 2 } });
      await line.rings();
      const [first, second] = incomingCalls(line.receiver);
      expect(second).toEqual(first);
    }));

  test('are announced late', () =>
    onTheLine(async (line) => {
      await line.faults({ incomingCall: { delaySeconds: 20 } });
      await line.rings();
      await line.passes(19.9);
      expect(incomingCalls(line.receiver)).toHaveLength(0);
      await line.passes(0.2);
      expect(incomingCalls(line.receiver)).toHaveLength(1);
    }));

  test('are told with an old time', () =>
    onTheLine(async (line) => {
      await line.faults({ incomingCall: { eventAgeSeconds: 90 } });
      await line.rings();
      expect(incomingCalls(line.receiver)[0]?.eventTime).toMatch(/^2026-11-20T10:13:32/);
    }));
});

describe('prompts', () => {
  test.each([
    [8535, 400, 500, 8511],
    [8536, 400, 500, 8511],
    [8565, 400, 400, 8565],
    [8511, 500, 500, 8511],
  ])('fail with %i, also those of a recognition', (fail, code, recognizeCode, recognizeSubCode) =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const media = call.getCallMedia();
      await line.faults({ play: { fail, times: 2 } });
      await media.playToAll([text('one')]);
      await line.passes(0.1);
      await media.startRecognizing(
        { phoneNumber: '+15550100' },
        { kind: 'callMediaRecognizeDtmfOptions', maxTonesToCollect: 1, playPrompt: text('two') },
      );
      await line.passes(0.1);
      await media.playToAll([text('three')]);
      await line.passes(1);
      expect(line.told()).toEqual([
        'PlayFailed',
        'RecognizeFailed',
        'PlayStarted',
        'PlayCompleted',
      ]);
      const [play, recognize] = line.events().slice(2);
      expect(play?.data).toMatchObject({
        failedPlaySourceIndex: 0,
        resultInformation: { code, subCode: fail },
      });
      expect(recognize?.data).toMatchObject({
        failedPlaySourceIndex: 0,
        resultInformation: { code: recognizeCode, subCode: recognizeSubCode },
      });
    }),
  );
});

describe('requests', () => {
  test('are refused as often as asked, and then run', () =>
    onTheLine(async (line) => {
      const refused = { operation: 'answer', status: 429, code: '8516', retryAfterSeconds: 3 };
      await line.faults({ api: [{ ...refused, times: 1 }] });
      const { context } = await line.rings();
      const answer = () => line.client.answerCall(context, `${line.receiver.url}/callbacks`);
      const error = await answer().catch((thrown) => thrown);
      expect(error).toMatchObject({ statusCode: 429, code: '8516' });
      expect(error.response.headers.get('retry-after')).toBe('3');
      await expect(answer()).resolves.toBeDefined();
    }));

  test('of other operations are left alone', () =>
    onTheLine(async (line) => {
      await line.faults({ api: [{ operation: 'hangUp', status: 500, code: '9999' }] });
      const { call } = await line.answered();
      await expect(call.hangUp(false)).rejects.toMatchObject({ statusCode: 500 });
      await expect(call.hangUp(false)).rejects.toMatchObject({ statusCode: 500 });
      await call.hangUp(true);
    }));
});

describe('the fault switches', () => {
  test.each([
    [{ speling: true }, 'speling'],
    [{ callbacks: { twice: true } }, 'twice'],
    [{ token: 'forged' }, 'token'],
    [{ sequenceBase: 2 }, 'sequenceBase'],
    [{ toneFailed: { times: 0 } }, 'toneFailed.times'],
    [{ callbacks: { times: 0 } }, 'callbacks.times'],
    [{ hold: { fail: 8500, never: true } }, 'hold'],
    [{ api: [{ operation: 'sing', status: 500, code: '1' }] }, 'api[0].operation'],
  ])('refuse %j', (faults, named) =>
    onTheLine(async (line) => {
      const { status, body } = await line.control('PUT', 'faults', faults);
      expect(status).toBe(400);
      expect(JSON.stringify(body)).toContain(named);
    }),
  );

  test('are all off after {}', () =>
    onTheLine(async (line) => {
      await line.faults({ callbacks: { lose: true } });
      await line.faults({});
      await line.answered();
      expect(line.events()).toHaveLength(2);
    }));

  test('start randomness anew from a seed', () =>
    onTheLine(async (line) => {
      await line.faults({ seed: 5 });
      const first = await line.rings();
      await line.faults({ seed: 5 });
      const second = await line.rings();
      expect(second.context).toBe(first.context);
    }));
});
