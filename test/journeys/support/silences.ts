import type { Phone } from '../../../emulator/entities.ts';
import type { Line } from './line.ts';

/** A stretch of a call in which its caller hears nothing and talks to nobody. */
export interface Silence {
  /** Seconds after the first look. */
  from: number;
  seconds: number;
  /** Of these, what the question asked before gives the caller to begin, and to go on, keying. */
  allowed: number;
  /** What was said, asked or played last. */
  after: string;
}

interface Asked {
  at: string;
  path: string;
  body?: {
    recognizeOptions?: {
      targetParticipant?: { phoneNumber?: { value: string } };
      initialSilenceTimeoutInSeconds?: number;
      dtmfOptions?: { interToneTimeoutInSeconds?: number };
    };
    playTo?: { phoneNumber?: { value: string } }[];
  };
}

/**
 * Measures what a caller lives through: every stretch, from the answer to the end of their call, in which their phone hears nothing
 * and no agent talks to them. An agent talks to them who is in the call and hears nothing of ours, while the caller is not on hold.
 * Where a question was asked last, the seconds that it waits for the first key and between keys are the flow's own: they are told
 * as `allowed`. The result is of all that happened until it is asked for.
 */
export function watchSilences(line: Line, number: string): () => Promise<Silence[]> {
  const { clock, emulator } = line;
  const began = clock.now();
  const found: { from: number; to: number; after: string }[] = [];
  let since: number | undefined;

  function look(): void {
    const phones = emulator.phones.list();
    const caller = phones.find((phone) => phone.number === number && phone.direction === 'caller');
    const isSilent = caller !== undefined && isUp(caller) && hearsNobody(caller, phones);
    if (isSilent) since ??= clock.now();
    else if (since !== undefined) close(caller);
  }

  function close(caller: Phone | undefined): void {
    const after = caller?.heard.findLast(({ at }) => Date.parse(at) <= (since ?? 0))?.content;
    found.push({ from: since ?? 0, to: clock.now(), after: after ?? 'the answer' });
    since = undefined;
  }

  const stop = emulator.onChange(look);
  return async () => {
    stop();
    if (since !== undefined) close(emulator.phones.list().find((phone) => phone.number === number));
    const { requests } = (await line.sim('GET', '/_sim/requests')) as { requests: Asked[] };
    const media = requests.filter((request) => isMediaFor(number, request));
    return found.map(({ from, to, after }) => {
      const last = media.findLast(({ at }) => Date.parse(at) <= from);
      return {
        from: (from - began) / 1000,
        seconds: (to - from) / 1000,
        allowed: waits(last),
        after,
      };
    });
  };
}

function isUp({ state }: Phone): boolean {
  return state === 'talking' || state === 'on-hold';
}

function hearsNobody(caller: Phone, phones: Phone[]): boolean {
  if (caller.hearing !== null) return false;
  if (caller.callConnectionId === undefined) return false; // handed over: they talk to somebody else
  return (
    caller.state === 'on-hold' ||
    !phones.some(
      ({ direction, state, hearing, callConnectionId }) =>
        direction === 'called' &&
        state === 'talking' &&
        hearing === null &&
        callConnectionId === caller.callConnectionId,
    )
  );
}

/** What is said to all, or said or asked to this number alone. */
function isMediaFor(number: string, { path, body }: Asked): boolean {
  const verb = path.split('?')[0]?.split(':')[1];
  if (verb === 'play') {
    return (
      !body?.playTo?.length || body.playTo.some(({ phoneNumber }) => phoneNumber?.value === number)
    );
  }
  return (
    verb === 'recognize' && body?.recognizeOptions?.targetParticipant?.phoneNumber?.value === number
  );
}

function waits(last: Asked | undefined): number {
  const { initialSilenceTimeoutInSeconds = 0, dtmfOptions } = last?.body?.recognizeOptions ?? {};
  return initialSilenceTimeoutInSeconds + (dtmfOptions?.interToneTimeoutInSeconds ?? 0);
}
