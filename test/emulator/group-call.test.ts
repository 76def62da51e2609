import { describe, expect, test } from 'vitest';
import type { Call } from '../../emulator/entities.ts';
import { phone } from '../../emulator/identifiers.ts';
import { press } from '../../emulator/keypad.ts';
import { addCall } from '../../emulator/new-call.ts';
import { addPhone, startTalking } from '../../emulator/phones.ts';
import { seededRandom } from '../../emulator/random.ts';
import type { Handler } from '../../emulator/routes/handler.ts';
import { play, recognize } from '../../emulator/routes/media.ts';
import { sendDtmfTones, startContinuousDtmfRecognition } from '../../emulator/routes/tones.ts';
import { createStore } from '../../emulator/store.ts';
import { type VirtualClock, virtualClock } from '../../emulator/virtual-clock.ts';
import type { World } from '../../emulator/world.ts';

const PEOPLE = ['+15550100', '+15550142'];
const [CALLER, AGENT] = PEOPLE.map((number) => ({ phoneNumber: { value: number } }));
const TEXT = { kind: 'text', text: { text: 'hello' } };
const REFUSED = expect.objectContaining({ status: 412, code: '8583' });

/** What a test of a call of three needs: the operations, called past the API, as nobody can join a call there yet. */
interface Group {
  asks(handler: Handler, body: object): unknown;
  call: Call;
  world: World;
  /** Lets what was begun make its way to the phones. */
  passes(seconds: number): Promise<void>;
}

function createWorld(clock: VirtualClock): World {
  return {
    clock,
    endpoint: 'http://127.0.0.1:8600',
    accessKey: '',
    speechMsPerCharacter: 60,
    allowHttp: false,
    store: createStore(),
    seed: 1,
    random: seededRandom(1),
    appIdentity: '8:acs:app',
    faults: { callbacks: { lose: true } },
    closed: false,
    phoneChanged() {},
    subscriberChanged() {},
  };
}

async function inGroup(then: (group: Group) => Promise<void>): Promise<void> {
  const clock = virtualClock();
  const end = clock.begin();
  const world = createWorld(clock);
  const phones = PEOPLE.map((number) =>
    addPhone(world, { number, other: '', direction: 'called' }),
  );
  const people = phones.map(({ id, number }) => ({ identifier: phone(number), phoneId: id }));
  const app = { identifier: { kind: 'communicationUser', id: world.appIdentity } as const };
  const call = addCall(world, {
    serverCallId: '',
    correlationId: '',
    apiVersion: '',
    callbackUri: 'http://127.0.0.1:8600/callbacks',
    source: phone('+15550100'),
    targets: [],
    participants: [...people, app].map((one) => ({ ...one, isMuted: false, isOnHold: false })),
    random: seededRandom(2),
  });
  call.state = 'connected';
  for (const one of phones) startTalking(world, one, call.id);
  try {
    await then({
      call,
      world,
      passes: (seconds) => clock.wait(seconds * 1000),
      asks(handler, body) {
        try {
          return handler(world, { params: { callConnectionId: call.id }, apiVersion: '', body })
            .status;
        } catch (error) {
          return error;
        }
      },
    });
  } finally {
    end();
    clock.stop();
  }
}

function recognition(target: object | undefined, top: object = {}): object {
  return {
    recognizeInputType: 'dtmf',
    playPrompt: TEXT,
    recognizeOptions: { targetParticipant: target, dtmfOptions: { maxTonesToCollect: 1 } },
    ...top,
  };
}

describe('in a call of three, a recognition', () => {
  test('plays its prompt to its target alone, beside what plays to all', () =>
    inGroup(async ({ asks, call, world, passes }) => {
      expect(asks(play, { playSources: [TEXT] })).toBe(202);
      expect(asks(recognize, recognition(AGENT))).toBe(202);
      expect(call.operations.map(({ leg, state }) => `${leg} ${state}`)).toEqual([
        'main running',
        'sub running',
      ]);
      await passes(0.1);
      const heard = [...world.store.phones.values()].map((one) => one.heard.length);
      expect(heard).toEqual([1, 2]);
    }));

  test('keeps other operations off the sub leg (412/8583), but nothing off the main leg', () =>
    inGroup(async ({ asks }) => {
      expect(asks(recognize, recognition(AGENT))).toBe(202);
      expect(asks(recognize, recognition(CALLER, { interruptCallMediaOperation: false }))).toEqual(
        REFUSED,
      );
      expect(asks(play, { playSources: [TEXT], playTo: [CALLER] })).toEqual(REFUSED);
      expect(asks(sendDtmfTones, { tones: ['one'], targetParticipant: AGENT })).toEqual(REFUSED);
      expect(asks(startContinuousDtmfRecognition, { targetParticipant: CALLER })).toEqual(REFUSED);
      expect(asks(play, { playSources: [TEXT] })).toBe(202);
    }));

  test('cancels what is on the sub leg when it may interrupt, and nothing else', () =>
    inGroup(async ({ asks, call }) => {
      expect(asks(play, { playSources: [TEXT] })).toBe(202);
      expect(asks(play, { playSources: [TEXT], playTo: [CALLER] })).toBe(202);
      expect(asks(recognize, recognition(AGENT))).toBe(202);
      expect(call.operations.map(({ kind, leg }) => `${kind} ${leg}`)).toEqual([
        'play main',
        'recognize sub',
      ]);
    }));
});

test('in a call of two, a recognition waits on the main leg and keeps nothing else waiting', () =>
  inGroup(async ({ asks, call }) => {
    call.participants.splice(1, 1);
    expect(asks(recognize, recognition(CALLER))).toBe(202);
    expect(call.operations).toMatchObject([{ leg: 'main' }]);
    expect(asks(startContinuousDtmfRecognition, { targetParticipant: CALLER })).toBe(200);
    expect(asks(sendDtmfTones, { tones: ['one'], targetParticipant: CALLER })).toBe(202);
  }));

test('in a call of three, the keys of each participant are counted on their own', () =>
  inGroup(async ({ asks, call, world, passes }) => {
    expect(asks(startContinuousDtmfRecognition, { targetParticipant: CALLER })).toBe(200);
    expect(asks(startContinuousDtmfRecognition, { targetParticipant: AGENT })).toBe(200);
    const [caller, agent] = world.store.phones.values();
    if (caller) press(world, caller, '123', 200);
    if (agent) press(world, agent, '1', 200);
    await passes(1);
    expect(call.nextTone).toEqual(
      new Map([
        ['phone-1', 3],
        ['phone-2', 1],
      ]),
    );
  }));
