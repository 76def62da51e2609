import type { LookupStep } from '../flow.ts';

/** What a lookup brought: values for texts and where they lead; or why it failed. The rest of the answer is nowhere. */
export type LookupAnswer =
  | {
      ok: true;
      /** By the names of `keep`. */
      values: Record<string, string>;
      /** Where `when` leads; absent: none of its values was there. */
      step?: string;
    }
  | LookupFailure;

export interface LookupFailure {
  ok: false;
  why: /** No endpoint of that name, an entry that its address needs and the step does not send, or a secret that is not there. */
    | 'not-configured'
    | 'unreachable'
    | 'timeout'
    /** Anything but 2xx. */
    | 'status'
    | 'too-large'
    | 'not-json'
    /** Nothing is there where a pointer leads. */
    | 'missing'
    /** What is there cannot be said. */
    | 'unfit';
  /** Of `status`: the HTTP status. */
  status?: number;
  /** Of `missing` and `unfit`: the JSON pointer. */
  pointer?: string;
}

/** What a step wants of an answer. */
export type Wanted = Pick<LookupStep, 'keep' | 'when'>;

/** Most characters of a value that is kept. */
export const MOST_CHARACTERS = 200;

/** Not printable: control characters, halves of characters, private and unassigned ones, ends of lines. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

/** Takes out of a parsed answer what the step wants. The first of `when` whose value is there decides. */
export function readAnswer({ keep, when }: Wanted, body: unknown): LookupAnswer {
  const values: Record<string, string> = {};
  for (const [name, pointer] of Object.entries(keep)) {
    const read = valueAt(body, pointer);
    if (typeof read !== 'string') return read;
    values[name] = read;
  }
  let step: string | undefined;
  for (const [pointer, steps] of Object.entries(when)) {
    const read = valueAt(body, pointer);
    if (typeof read !== 'string') return read;
    if (step === undefined && Object.hasOwn(steps, read)) step = steps[read];
  }
  return { ok: true, values, ...(step === undefined ? {} : { step }) };
}

function valueAt(body: unknown, pointer: string): string | LookupFailure {
  const found = pointedAt(body, pointer);
  if (found === undefined || found === null) return { ok: false, why: 'missing', pointer };
  const isPlain = ['string', 'number', 'boolean'].includes(typeof found);
  const text = isPlain ? String(found).trim() : '';
  const isFit = text !== '' && text.length <= MOST_CHARACTERS && !UNPRINTABLE.test(text);
  return isFit ? text : { ok: false, why: 'unfit', pointer };
}

/** What a JSON pointer (RFC 6901) leads to; undefined where nothing is there. */
function pointedAt(body: unknown, pointer: string): unknown {
  let here = body;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const isPart = typeof here === 'object' && here !== null && Object.hasOwn(here, name);
    if (!isPart || (Array.isArray(here) && !/^(0|[1-9]\d*)$/.test(name))) return undefined;
    here = (here as Record<string, unknown>)[name];
  }
  return here;
}
