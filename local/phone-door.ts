import * as z from 'zod';
import { jsonRequest, type Reply } from './json-request.ts';

/** The emulator's control door, as far as a phone in a terminal needs it (design, section 9). */
export interface PhoneDoor {
  /** Rings; gives the id of the phone. */
  ring(from: string, to: string): Promise<Reply<string>>;
  /** All phones that are remembered, the oldest first. */
  phones(): Promise<Reply<PhoneView[]>>;
  phone(id: string): Promise<Reply<PhoneView>>;
  press(id: string, digits: string): Promise<Reply<unknown>>;
  hangUp(id: string): Promise<Reply<unknown>>;
  /** Picks up a phone that is called and rings; refused once it no longer does. */
  answer(id: string): Promise<Reply<unknown>>;
  /** Presses the ring of such a phone away. */
  decline(id: string): Promise<Reply<unknown>>;
}

const heard = z.object({
  at: z.string(),
  kind: z.enum(['text', 'ssml', 'file', 'tone']),
  content: z.string(),
  done: z.boolean(),
});

const phone = z.object({
  id: z.string(),
  number: z.string(),
  other: z.string(),
  direction: z.enum(['caller', 'called']),
  state: z.enum(['ringing', 'talking', 'on-hold', 'ended']),
  callConnectionId: z.string().optional(),
  code: z.number().optional(),
  subCode: z.number().optional(),
  hearing: heard.nullable(),
  heard: z.array(heard),
  pressed: z.array(z.object({ at: z.string(), key: z.string(), taken: z.boolean() })),
});

export type PhoneView = z.infer<typeof phone>;

const phoneList = z.object({ phones: z.array(phone) });

const rung = z.object({ id: z.string() });

/** The control door of the emulator that listens on `port` of this machine. */
export function phoneDoor(port: number): PhoneDoor {
  const base = `http://127.0.0.1:${port}/_sim`;
  const of = (id: string) => `${base}/phones/${encodeURIComponent(id)}`;
  const tell = (id: string, verb: string, body: object = {}) =>
    jsonRequest('POST', `${of(id)}/${verb}`, z.unknown(), body);
  return {
    async ring(from, to) {
      const reply = await jsonRequest('POST', `${base}/calls`, rung, { from, to });
      return reply.ok ? { ok: true, value: reply.value.id } : reply;
    },
    async phones() {
      const reply = await jsonRequest('GET', `${base}/phones`, phoneList);
      return reply.ok ? { ok: true, value: reply.value.phones } : reply;
    },
    phone: (id) => jsonRequest('GET', of(id), phone),
    press: (id, digits) => tell(id, 'press', { digits }),
    hangUp: (id) => tell(id, 'hangUp'),
    answer: (id) => tell(id, 'answer'),
    decline: (id) => tell(id, 'decline'),
  };
}
