import { type FakeServer, fakeServer } from './fake-server.ts';

export interface FakeLine extends FakeServer {
  /** What the phones have asked for, in order: keys, `hangUp`, `answer` and `decline`. */
  did: string[];
  /** Rings the phone of an agent, whom `words` greet: from now on that is the phone of the line. */
  calls(number: string, words?: string): void;
  says(content: string): void;
  ends(code: number, subCode: number): void;
}

interface FakeOptions {
  answers?: boolean;
  greeting?: string;
  outcome?: string;
  onPress?: (line: FakeLine, digits: string) => void;
}

const GONE = { error: { code: 'Conflict', message: 'This phone is not being rung.' } };

/**
 * Emulator and line in one: a caller's phone that is answered at once, and agents' phones that ring. Where nobody `answers` a
 * caller rings in vain, and an agent's phone stops as it is picked up. `onPress` is asked what happens next after each request that
 * presses; `outcome` is what the line keeps of the call.
 */
export async function fakeLine(options: FakeOptions): Promise<FakeLine> {
  const { answers = true, greeting = 'Welcome', outcome = 'completed', onPress } = options;
  const did: string[] = [];
  const phones = [fakePhone('phone-1', '+15550100')];
  const now = () => phones.at(-1) ?? fakePhone('', '');
  if (answers) Object.assign(now(), { state: 'talking', callConnectionId: 'connection' });
  let last = Date.now();
  const at = () => {
    last = Math.max(last + 1, Date.now());
    return new Date(last).toISOString();
  };

  function told(verb: string, body: unknown): [number, unknown] {
    const phone = now();
    if (verb !== 'press') did.push(verb);
    switch (verb) {
      case 'hangUp':
        line.ends(answers ? 200 : 487, answers ? 540000 : 0);
        break;
      case 'decline':
        line.ends(603, 8538);
        break;
      case 'answer':
        if (!answers) {
          line.ends(487, 0);
          return [409, GONE];
        }
        phone.state = 'talking';
        line.says(phone.words);
        break;
      case 'press': {
        const { digits } = body as { digits: string };
        did.push(digits);
        for (const key of digits.replaceAll('w', ''))
          phone.pressed.push({ at: at(), key, taken: true });
        onPress?.(line, digits);
      }
    }
    return [200, phone];
  }

  const server = await fakeServer(({ method, url, body }) => {
    const [, id, verb] = /^\/_sim\/phones\/([^/]+)\/?(.*)$/.exec(url) ?? [];
    if (url === '/api/health') return [200, { ok: true, lineNumbers: ['+15550199'] }];
    if (url === '/api/calls/search') {
      const call = { callId: 'a-call', from: '', to: '', state: 'ended', startedAt: at(), outcome };
      return [200, { calls: [call] }];
    }
    if (method === 'POST' && verb) return told(verb, body);
    if (url === '/_sim/phones') return [200, { phones }];
    if (url === '/_sim/calls') line.says(greeting);
    return [200, phones.find((phone) => phone.id === id) ?? now()];
  });
  const line: FakeLine = {
    ...server,
    did,
    calls(number, words = greeting) {
      const called = { direction: 'called', other: '+15550199', words };
      phones.push({ ...fakePhone(`phone-${phones.length + 1}`, number), ...called });
    },
    says(content) {
      if (answers) now().heard.push({ at: at(), kind: 'text', content, done: true });
    },
    ends(code, subCode) {
      Object.assign(now(), { state: 'ended', code, subCode });
    },
  };
  return line;
}

function fakePhone(id: string, number: string) {
  return {
    id,
    number,
    other: '+15550199',
    direction: 'caller',
    state: 'ringing',
    hearing: null,
    heard: [] as object[],
    pressed: [] as object[],
    /** What is said as it is picked up. */
    words: '',
  };
}
