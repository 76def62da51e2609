import { type FakeServer, fakeServer } from './fake-server.ts';

export interface FakeLine extends FakeServer {
  /** What the phone has asked for, in order: keys, and `hangUp`. */
  did: string[];
  says(content: string): void;
  ends(code: number, subCode: number): void;
}

/**
 * Emulator and line in one: a phone that is answered at once. `onPress` is asked what happens next after each request
 * that presses; `outcome` is what the line keeps of the call.
 */
export async function fakeLine(options: {
  answers?: boolean;
  greeting?: string;
  outcome?: string;
  onPress?: (line: FakeLine, digits: string) => void;
}): Promise<FakeLine> {
  const { answers = true, greeting = 'Welcome', outcome = 'completed', onPress } = options;
  const did: string[] = [];
  const phone = {
    id: 'phone-1',
    number: '+15550100',
    other: '+15550199',
    direction: 'caller',
    state: answers ? 'talking' : 'ringing',
    callConnectionId: answers ? 'connection' : undefined,
    code: undefined as number | undefined,
    subCode: undefined as number | undefined,
    hearing: null,
    heard: [] as object[],
    pressed: [] as object[],
  };
  let last = Date.now();
  const at = () => {
    last = Math.max(last + 1, Date.now());
    return new Date(last).toISOString();
  };
  const server = await fakeServer(({ method, url, body }) => {
    if (url === '/api/health') return [200, { ok: true, lineNumbers: ['+15550199'] }];
    if (url === '/api/calls/search') {
      const call = { callId: 'a-call', from: '', to: '', state: 'ended', startedAt: at(), outcome };
      return [200, { calls: [call] }];
    }
    if (method === 'GET') return [200, phone];
    if (url.endsWith('/hangUp')) {
      did.push('hangUp');
      line.ends(answers ? 200 : 487, answers ? 540000 : 0);
    }
    if (url.endsWith('/press')) {
      const { digits } = body as { digits: string };
      did.push(digits);
      for (const key of digits.replaceAll('w', ''))
        phone.pressed.push({ at: at(), key, taken: true });
      onPress?.(line, digits);
    }
    if (url === '/_sim/calls') line.says(greeting);
    return [200, phone];
  });
  const line: FakeLine = {
    ...server,
    did,
    says(content) {
      if (answers) phone.heard.push({ at: at(), kind: 'text', content, done: true });
    },
    ends(code, subCode) {
      Object.assign(phone, { state: 'ended', code, subCode });
    },
  };
  return line;
}
