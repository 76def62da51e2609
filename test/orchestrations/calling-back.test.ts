import { describe, expect, test } from 'vitest';
import type { CallbackRequest } from '../../calls/callback/request.ts';
import type { Command } from '../../calls/commands.ts';
import type { Callbacks, CallStore, Tools } from '../../calls/ports.ts';
import { NO_ROWS } from '../../calls/state.ts';
import { carryOut } from '../../orchestrations/activities.ts';
import { telephonyFake } from '../support/telephony-fake.ts';

const AT = '2026-11-20T10:15:05.000Z';
const REQUEST: CallbackRequest = {
  to: '+442071838750',
  spot: { queue: 'support', priority: 500, arrival: AT },
  step: 'person',
  values: { account: '1234' },
};

const take = (to = REQUEST.to): Command => {
  const request = { ...REQUEST, to };
  return { type: 'takeCallback', operationContext: '4.0', request, isOptional: true };
};

const withdraw = (to = REQUEST.to): Command => {
  return { type: 'withdrawCallback', operationContext: '4.0', to, isOptional: true };
};

/** What was asked of the callbacks, what was logged, and what came of this command. */
async function carriesOut(command: Command, given: Partial<Callbacks> = {}) {
  const asked: unknown[] = [];
  const logged: string[] = [];
  const tools = {
    store: { write: async () => undefined } as Partial<CallStore> as CallStore,
    callbacks: {
      take: async (_callId, request) => {
        asked.push(request);
        return 'taken' as const;
      },
      withdraw: async (_callId, to) => void asked.push(to),
      ...given,
    },
    dialRules: { allow: ['+44'], countryCode: '+44' },
    log: (_level, event) => void logged.push(event),
    now: () => 0,
  } as Partial<Tools> as Tools;
  const input = { callId: 'call', turn: 4, at: AT, commands: [command], rows: NO_ROWS };
  const { events } = await carryOut(tools, { ...input, isRepeat: false, isLast: false });
  return { asked, events, logged: logged.filter((event) => event !== 'turn') };
}

describe('a callback', () => {
  test('is taken down with all that the caller asked for', async () => {
    const { asked, events } = await carriesOut(take());
    expect(asked).toEqual([REQUEST]);
    expect(events).toEqual([{ type: 'CallbackTaken', wasWaiting: false }]);
  });

  test('to a number as it is keyed is taken down under the whole number', async () => {
    expect((await carriesOut(take('02071838750'))).asked).toEqual([REQUEST]);
  });

  test('to a number for which another one waits is told as such', async () => {
    const { events } = await carriesOut(take(), { take: async () => 'waiting' });
    expect(events).toEqual([{ type: 'CallbackTaken', wasWaiting: true }]);
  });

  test.each([
    ['123', 'no-number', []],
    ['anonymous', 'no-number', []],
    ['+15550142', 'not-allowed', ['not-allowed']],
    ['0015550142', 'not-allowed', ['not-allowed']],
  ])('to %s is refused: %s', async (to, why, told) => {
    const { asked, events, logged } = await carriesOut(take(to));
    expect(asked).toEqual([]);
    expect(events).toEqual([{ type: 'CallbackRefused', why }]);
    expect(logged).toEqual(told);
  });

  test('that cannot be taken down, as the tables are away, is refused so', async () => {
    const away = () => Promise.reject(new Error('away'));
    const { events, logged } = await carriesOut(take(), { take: away });
    expect(events).toEqual([{ type: 'CallbackRefused', why: 'outage' }]);
    expect(logged).toEqual(['tables-unreachable']);
  });

  test('is withdrawn under the whole number, and what is no number was never taken down', async () => {
    expect(await carriesOut(withdraw('02071838750'))).toMatchObject({
      asked: ['+442071838750'],
      events: [],
    });
    expect(await carriesOut(withdraw('12'))).toMatchObject({ asked: [], events: [] });
  });
});

describe('a caller who is called back', () => {
  const dial: Command = {
    type: 'dialCaller',
    operationContext: 'callback:3',
    to: REQUEST.to,
    callback: 'asked',
    ourNumber: '+442070000000',
    ringSeconds: 45,
    context: { callId: 'call', values: {} },
    isOptional: true,
  };

  /** What ACS was asked, in order, and what came of it. */
  async function dials(given: { is?: boolean; slot?: string; allow?: string; away?: true } = {}) {
    const { is = true, allow = '+44' } = given;
    const asked: string[] = [];
    const tools = {
      store: { write: async () => undefined } as Partial<CallStore> as CallStore,
      telephony: telephonyFake(async (what) => {
        asked.push(what);
        return { ok: true, invitationId: 'invitation' };
      }),
      slots: {
        take: async () => ('slot' in given ? given.slot : '+442070000000'),
        free: async () => {},
      },
      callbacks: {
        dial: async (callId, { callId: askedBy }) => {
          if (given.away) throw new Error('away');
          asked.push(`${callId} for ${askedBy}`);
          return is;
        },
      } as Partial<Callbacks> as Callbacks,
      dialRules: { allow: [allow], countryCode: '+44' },
      log: () => {},
      now: () => 0,
    } as Partial<Tools> as Tools;
    const input = { callId: 'call', turn: 3, at: AT, commands: [dial], rows: NO_ROWS };
    const { events } = await carryOut(tools, { ...input, isRepeat: false, isLast: false });
    return { asked, events };
  }

  test('is this call, before their phone rings', async () => {
    expect(await dials()).toEqual({
      asked: ['call for asked', 'addParticipant'],
      events: [{ type: 'CallerDialled', is: 'dialled', invitationId: 'invitation' }],
    });
  });

  test.each([
    ['gone', { is: false }, ['call for asked']],
    ['no-slot', { slot: undefined }, []],
    ['not-allowed', { allow: '+1' }, []],
    ['outage', { away: true }, []],
  ] as const)('is not rung when it is %s', async (is, given, asked) => {
    expect(await dials(given)).toEqual({ asked, events: [{ type: 'CallerDialled', is }] });
  });
});
