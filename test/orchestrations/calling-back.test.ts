import { describe, expect, test } from 'vitest';
import type { CallbackRequest } from '../../calls/callback/request.ts';
import type { Command } from '../../calls/commands.ts';
import type { Callbacks, CallStore, Tools } from '../../calls/ports.ts';
import { NO_ROWS } from '../../calls/state.ts';
import { carryOut } from '../../orchestrations/activities.ts';

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
