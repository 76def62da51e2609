import * as z from 'zod';
import type { Clock } from './clock.ts';
import type { Phone } from './entities.ts';
import { phoneWatch, storyLines, type Told } from './phone-watch.ts';
import { scriptDesk } from './script-desk.ts';
import { waitUntil } from './script-wait.ts';

/** What a scripted caller needs of an emulator: the control door, and to be told when a phone changes. */
export interface PhoneNetwork {
  fetch(request: Request): Response | Promise<Response>;
  phones: { get(id: string): Phone | undefined };
  onChange(listener: (id?: string) => void): () => void;
}

export interface Within {
  /** On the clock. */
  withinSeconds?: number;
}

/**
 * A caller with a script, in one process with the emulator. What it waits for in vain rejects with an error whose message
 * is the story of the call, the unmet expectation in its place.
 */
export interface ScriptedCaller {
  /** The phone's id at the control door, once it rings. */
  readonly id: string | undefined;
  /** The phone as it is now. Throws before the ring. */
  phone(): Phone;
  rings(to?: string): Promise<void>;
  /** Until something with this text in it begins to sound, after what was matched before. Default 60 s. */
  hears(text: string | RegExp, options?: Within): Promise<void>;
  /** To the end of what is being played. */
  listens(options?: Within): Promise<void>;
  /** Keys 0-9, A-D, * and #, `w` for 0.5 s; what goes wrong is told by the step after it. */
  presses(digits: string, gapMs?: number): void;
  /** Until something else begins to sound or the call ends. Default 6 min: no timer of the service is longer. */
  staysSilent(options?: Within): Promise<void>;
  hangsUp(): Promise<void>;
  /** Until the other side has ended the call. Default 60 s. */
  isHungUpOn(options?: Within): Promise<void>;
  /** The call so far, a line for each thing that happened. */
  story(): string;
}

const rung = z.object({ id: z.string() });

/** A caller who rings `to` from `from` (both E.164) over the control door. */
export function scriptedCaller(options: {
  emulator: PhoneNetwork;
  clock: Clock;
  from?: string;
  to?: string;
}): ScriptedCaller {
  const { emulator, clock, from = '+15550100' } = options;
  const enter = scriptDesk(clock).join();
  const watch = phoneWatch();
  const happened: Told[] = [];
  let id: string | undefined;
  let matched = 0;
  let pressing: Promise<void> = Promise.resolve();
  let stopLooking = () => {};

  function phone(): Phone {
    const found = id === undefined ? undefined : emulator.phones.get(id);
    if (!found) throw new Error('This caller has no call: rings() comes first.');
    return found;
  }

  /** Of a hundred callers at once, each looks at one phone only. */
  function onOwnChange(listener: () => void): () => void {
    return emulator.onChange((changed) => {
      if (changed === undefined || changed === id) listener();
    });
  }

  function look(): void {
    const now = id === undefined ? undefined : emulator.phones.get(id);
    if (!now) return;
    happened.push(...watch(now, clock.now()));
    if (now.state === 'ended') stopLooking();
  }

  function story(): string {
    return storyLines(happened, happened[0]?.at ?? clock.now()).join('\n');
  }

  async function control(path: string, body: object): Promise<unknown> {
    const response = await emulator.fetch(
      new Request(`http://127.0.0.1/_sim/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    if (response.ok) return response.json().catch(() => undefined);
    throw new Error(`The emulator refused ${path}: ${await response.text()}\n\n${story()}`);
  }

  /** Waits until `isMet`, fails when `isLost` or when the time is over; `expectation` says what for. */
  async function until(
    expectation: string,
    seconds: number,
    isMet: (now: Phone) => boolean,
    isLost: (now: Phone) => boolean = () => false,
  ): Promise<void> {
    await pressing;
    phone();
    const why = await waitUntil({
      clock,
      seconds,
      onChange: onOwnChange,
      enter,
      look: () => (isMet(phone()) ? 'met' : isLost(phone()) ? 'lost' : undefined),
    });
    if (phone().state === 'ended') enter('idle');
    if (why === 'met') return;
    const reason = {
      lost: 'but the call is over',
      late: `not within ${seconds} s`,
      still: 'but nothing goes on any more',
    };
    happened.push({
      at: clock.now(),
      verb: 'expects',
      words: expectation,
      remark: `<-- ${reason[why]}`,
    });
    throw new Error(`The caller expected ${expectation}, ${reason[why]}.\n\n${story()}\n`);
  }

  return {
    get id() {
      return id;
    },
    phone,
    story,
    async rings(to = options.to) {
      enter('busy');
      happened.push({ at: clock.now(), verb: 'rings', words: to ?? '' });
      stopLooking = onOwnChange(look);
      id = rung.parse(await control('calls', { from, to })).id;
      look();
    },
    hears(text, { withinSeconds = 60 } = {}) {
      return until(
        `to hear ${text instanceof RegExp ? text : `"${text}"`}`,
        withinSeconds,
        ({ heard }) => {
          const found = heard.findIndex(
            ({ content }, index) => index >= matched && says(content, text),
          );
          if (found >= 0) matched = found + 1;
          return found >= 0;
        },
        ({ state }) => state === 'ended',
      );
    },
    listens: ({ withinSeconds = 60 } = {}) =>
      until('the end of the prompt', withinSeconds, ({ hearing }) => hearing === null),
    presses(digits, gapMs) {
      pressing = pressing.then(async () => {
        await control(`phones/${phone().id}/press`, { digits, gapMs });
      });
      pressing.catch(() => {});
    },
    async staysSilent({ withinSeconds = 360 } = {}) {
      await pressing;
      const before = phone().heard.length;
      await until(
        'something to be said',
        withinSeconds,
        ({ heard, state }) => heard.length > before || state === 'ended',
      );
    },
    async hangsUp() {
      await pressing;
      await control(`phones/${phone().id}/hangUp`, {});
      enter('idle');
    },
    isHungUpOn: ({ withinSeconds = 60 } = {}) =>
      until('to be hung up on', withinSeconds, ({ state }) => state === 'ended'),
  };
}

function says(content: string, text: string | RegExp): boolean {
  return text instanceof RegExp
    ? content.search(text) >= 0
    : content.toLowerCase().includes(text.toLowerCase());
}
