import type { Clock } from '../../../emulator/clock.ts';
import type { Phone } from '../../../emulator/entities.ts';
import type { PhoneNetwork } from '../../../emulator/scripted-caller.ts';

export interface ToyLine extends PhoneNetwork {
  /** Says `content` in `ms` milliseconds; it sounds for one second. */
  says(ms: number, content: string): void;
  hangsUp(ms: number): void;
}

/** What a scripted caller sees of an emulator whose calls are all answered at once, with the test as the app. */
export function toyLine(
  clock: Clock,
  onKey: (line: ToyLine, key: string) => void = () => {},
): ToyLine {
  const phones = new Map<string, Phone>();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const at = () => new Date(clock.now()).toISOString();
  const each = (change: (phone: Phone) => void) => {
    for (const phone of phones.values()) change(phone);
    changed();
  };

  async function press(phone: Phone, digits: string): Promise<Response> {
    if (digits.includes('x')) return new Response('"x" is not a key', { status: 400 });
    for (const [index, key] of [...digits].entries()) {
      clock.after(index * 200, () => {
        phone.pressed.push({ at: at(), key, taken: key !== '9' });
        changed();
        onKey(line, key);
      });
    }
    return Response.json({}, { status: 202 });
  }

  const line: ToyLine = {
    async fetch(request) {
      const [, verb] = /phones\/[^/]+\/(\w+)$/.exec(request.url) ?? [];
      const phone = [...phones.values()].find(({ id }) => request.url.includes(`/${id}/`));
      const body = (await request.json()) as { from: string; to: string; digits: string };
      if (verb === 'press' && phone) return press(phone, body.digits);
      if (verb === 'hangUp' && phone) {
        Object.assign(phone, { state: 'ended', code: 200, subCode: 540000 });
        changed();
        return Response.json({});
      }
      const id = `phone-${phones.size + 1}`;
      const { from: number, to: other } = body;
      const rung: Phone = {
        id,
        number,
        other,
        direction: 'caller',
        state: 'talking',
        hearing: null,
        heard: [],
        pressed: [],
      };
      phones.set(id, rung);
      return Response.json({ id }, { status: 201 });
    },
    phones: { get: (id) => structuredClone(phones.get(id)) },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    says(ms, content) {
      clock.after(ms, () =>
        each((phone) => {
          phone.hearing = { at: at(), kind: 'text', content, done: false };
          phone.heard.push(phone.hearing);
        }),
      );
      clock.after(ms + 1000, () =>
        each((phone) => {
          phone.hearing = null;
        }),
      );
    },
    hangsUp(ms) {
      clock.after(ms, () =>
        each((phone) => Object.assign(phone, { state: 'ended', code: 200, subCode: 7000 })),
      );
    },
  };
  return line;
}
