import { test } from 'vitest';
import type { Phone } from '../../../emulator/entities.ts';
import type { ScriptedCaller } from '../../../emulator/scripted-caller.ts';
import { type BackEnd, startBackEnd } from './back-end.ts';
import { flowOf } from './flow-text.ts';
import { type Line, type LineOptions, startLine } from './line.ts';

export const CALLER = '+15550100';
export const SECRET = 'k-5f1d7a90c3';

export const WAITING = 'One moment, please.';
export const SORRY =
  'We are sorry, this takes longer than usual. To leave a message, press 2. To keep waiting, stay on the line.';
export const BALANCE = 'Your balance is 42.50 euros, Ada.';
export const NOT_NOW = 'We cannot tell you that now. Goodbye.';
export const MUSIC = '(music)';

/** A line that keys in a number and asks a back end about it. */
export const LOOKUP_LINE = flowOf(`
  welcome:
    gather: Your number, please.
    digits: { exactly: 4 }
    as: account
    next: ask
    otherwise: not-now
  ask:
    lookup: billing
    send: [account]
    keep: { amount: /balance/amount, holder: /holder }
    when: { /status: { closed: closed } }
    waiting: ${WAITING}
    sorry:
      say: ${SORRY}
      keys: { 2: message }
    next: balance
    otherwise: not-now
  balance:
    hangUp: Your balance is {amount} euros, {holder}.
  closed:
    hangUp: This account is closed. Goodbye, {holder}.
  message:
    hangUp: Please leave your message.
  not-now:
    hangUp: ${NOT_NOW}
  operator:
    hangUp: A person answers.
`);

/** What the back end answers when all is well. */
export const ANSWER = {
  balance: { amount: '42.50', currency: 'EUR' },
  holder: 'Ada',
  status: 'active',
};

/** What `LOOKUPS` says of the back end. */
interface Asked {
  path?: string;
  endpoint?: object;
}

export interface LookupLine extends Line {
  first: ScriptedCaller;
  backEnd: BackEnd;
}

/** A journey on the line that looks up, with its back end; `path` and `endpoint` over what `LOOKUPS` says of it. */
export function lookupJourney(
  title: string,
  story: (line: LookupLine) => Promise<void>,
  { path = '/accounts/{account}', endpoint = {}, ...options }: LineOptions & Asked = {},
): void {
  test(title, async () => {
    const backEnd = await startBackEnd();
    const billing = {
      url: `${backEnd.url}${path}`,
      header: { name: 'x-api-key', valueFrom: 'LOOKUP_BILLING_KEY' },
      ...endpoint,
    };
    const settings = { LOOKUPS: JSON.stringify({ billing }), LOOKUP_BILLING_KEY: SECRET };
    const line = await startLine({ flow: LOOKUP_LINE, ...options, settings });
    backEnd.keepsTimeBy(line.clock);
    backEnd.answers({ body: ANSWER });
    try {
      await story({ ...line, first: line.caller(), backEnd });
    } finally {
      await backEnd.stop();
      await line.stop();
    }
  });
}

/** Takes the caller to the moment at which the back end is asked. */
export async function asksBackEnd(caller: ScriptedCaller): Promise<void> {
  await caller.rings();
  await caller.hears('Your number');
  caller.presses('1234');
}

/** All that the caller heard since the back end was asked, in order; music once, however often it went round. */
export function heardWhileWaiting({ heard }: Phone): string[] {
  const all = heard.map(({ kind, content }) => (kind === 'text' ? content : MUSIC));
  const since = all.slice(all.findLastIndex((text) => text.startsWith('Your number')) + 1);
  return since.filter((text, index) => text !== since[index - 1]);
}
