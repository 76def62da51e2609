import type { Phone } from '../../../emulator/entities.ts';
import type { Line } from './line.ts';

/** What is needed of a line to steer its phones. */
export type Phones = Pick<Line, 'sim' | 'passes'>;

/** What `POST /api/calls` answers. */
export interface Asked {
  status: number;
  callId: string;
  location: string;
  code?: string;
}

/** Asks the line to call somebody. */
export async function asks(line: Line, body: object, key?: string): Promise<Asked> {
  const answer = await fetch(`${line.host.url}/api/calls`, {
    method: 'POST',
    headers: key === undefined ? {} : { 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  const { callId = '', error } = (await answer.json()) as {
    callId?: string;
    error?: { code: string };
  };
  const location = answer.headers.get('location') ?? '';
  return { status: answer.status, callId, location, code: error?.code };
}

/** Says how a number behaves when it is rung. */
export async function sets(line: Phones, number: string, behaviour: object): Promise<void> {
  await line.sim('PUT', `/_sim/numbers/${encodeURIComponent(number)}`, behaviour);
}

/** A phone that the line calls, or will. */
export function called(line: Phones, number: string) {
  return phoneOf(line, number, 'called');
}

/** A phone that rings the line without a script: however many there are, the test lets the time pass. */
export async function rings(line: Line, from: string) {
  await line.sim('POST', '/_sim/calls', { from, to: line.lineNumber });
  return phoneOf(line, from, 'caller');
}

function isUp(state: Phone['state']): boolean {
  return state === 'talking' || state === 'on-hold';
}

function phoneOf(line: Phones, number: string, direction: Phone['direction']) {
  async function all(): Promise<Phone[]> {
    const { phones } = (await line.sim('GET', '/_sim/phones')) as { phones: Phone[] };
    return phones.filter((phone) => phone.number === number && phone.direction === direction);
  }

  /** Lets time pass until the phone is as wanted, at most a minute and a half. */
  async function until(what: string, isMet: (phone: Phone) => boolean): Promise<Phone> {
    let last: Phone | undefined;
    for (let waited = 0; waited < 90_000; waited += 100) {
      last = (await all()).at(-1);
      if (last && isMet(last)) return last;
      await line.passes(100);
    }
    const heard = last?.heard.map(({ content }) => content).join('\n  ');
    throw new Error(`${number} was to ${what}; it is ${last?.state ?? 'not rung'}:\n  ${heard}`);
  }

  return {
    all,
    rings: () => until('ring', ({ state }) => state === 'ringing'),
    hears: (text: string) =>
      until(`hear "${text}"`, ({ heard }) => heard.some(({ content }) => content.includes(text))),
    /** Until they are asked to press a key, and could. */
    asked: () =>
      until('be asked for a key', ({ hearing }) => hearing?.content.includes('Press 1') === true),
    isHungUpOn: () => until('be hung up on', ({ state }) => state === 'ended'),
    async presses(digits: string): Promise<void> {
      const { id } = await until('be answered', ({ state }) => state === 'talking');
      await line.sim('POST', `/_sim/phones/${id}/press`, { digits });
    },
    async hangsUp(): Promise<void> {
      const { id } = await until('be answered', ({ state }) => isUp(state));
      await line.sim('POST', `/_sim/phones/${id}/hangUp`, {});
    },
  };
}
