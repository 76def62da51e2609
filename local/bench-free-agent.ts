import type { AgentProperties } from '../adapters/agents-schema.ts';
import type { Phone } from '../emulator/entities.ts';
import type { SplitStack } from './bench-line.ts';

/** An agent's phone, and what the line's API says of them. */
export interface FreeAgent {
  /** `PUT /api/agents/{id}`: when it was sent, milliseconds since 1970. */
  sets(state: 'available' | 'away'): Promise<number>;
  /** When the wrap-up that they are in, or will be in a moment, is over: milliseconds since 1970. */
  wrapUpEnds(): Promise<number>;
  /** The next ring after this was asked for: which phone it is, and when. */
  rung(): Promise<{ phone: Phone; at: number }>;
  /** Presses `1` or `2` as soon as they are asked: when that was. */
  presses(phone: Phone, key: '1' | '2'): Promise<number>;
  /** Ends their part of the call. */
  hangsUp(phone: Phone): Promise<void>;
}

/** Milliseconds after which an agent of the bench picks up. */
const PICKS_UP_MS = 200;
/** Milliseconds that anything may take before the bench gives up: more than the watchdog needs to mend what was lost. */
const PATIENCE_MS = 60_000;
/** Milliseconds between two looks at the API. */
const LOOK_MS = 50;

/** Steers the phone of `agent`, who picks up whenever they are rung. */
export async function freeAgent(
  stack: SplitStack,
  { id, participant }: AgentProperties,
): Promise<FreeAgent> {
  const { emulator, emulatorUrl, host } = stack;

  async function control(method: string, path: string, body: object): Promise<void> {
    const request = new Request(`${emulatorUrl}/_sim/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await emulator.fetch(request);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  }

  /** The first change of a phone that is as wanted. Looks at once when `now` names the phone. */
  function change(what: string, isMet: (phone: Phone) => boolean, now?: string): Promise<Phone> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        stop();
        reject(new Error(`the agent was to ${what}, not within ${PATIENCE_MS / 1_000} s`));
      }, PATIENCE_MS);
      const look = (changed: string) => {
        const phone = emulator.phones.get(changed);
        if (!phone || !isMet(phone)) return;
        clearTimeout(late);
        stop();
        resolve(phone);
      };
      const stop = emulator.onChange(look);
      if (now !== undefined) look(now);
    });
  }

  await control('PUT', `numbers/${encodeURIComponent(participant)}`, {
    on: 'answer',
    afterMs: PICKS_UP_MS,
  });

  return {
    async sets(state) {
      const at = Date.now();
      const answer = await fetch(`${host.url}/api/agents/${id}`, {
        method: 'PUT',
        body: JSON.stringify({ state }),
      });
      if (!answer.ok) throw new Error(`${state}: ${answer.status} ${await answer.text()}`);
      return at;
    },
    async wrapUpEnds() {
      for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
        const answer = await fetch(`${host.url}/api/agents`);
        const { agents } = (await answer.json()) as { agents: Listed[] };
        const until = agents.find((one) => one.id === id)?.wrapUpUntil;
        if (until !== undefined) return Date.parse(until);
        await stack.passes(LOOK_MS);
      }
      throw new Error('the agent has no wrap-up');
    },
    async rung() {
      const phone = await change(
        'be rung',
        ({ number, direction, state }) =>
          number === participant && direction === 'called' && state === 'ringing',
      );
      return { phone, at: Date.now() };
    },
    async presses(phone, key) {
      const isAsked = (now: Phone) =>
        now.id === phone.id && now.hearing?.content.includes('Press 1') === true;
      await change('be asked', isAsked, phone.id);
      const at = Date.now();
      await control('POST', `phones/${phone.id}/press`, { digits: key });
      return at;
    },
    async hangsUp(phone) {
      await control('POST', `phones/${phone.id}/hangUp`, {});
    },
  };
}

interface Listed {
  id: string;
  wrapUpUntil?: string;
}
