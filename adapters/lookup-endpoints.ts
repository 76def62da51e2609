import * as z from 'zod';

/** Hosts of this machine, which need no https. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** A `{name}` in an address, in whose place an entry stands. */
const PLACE = /\{([^{}]*)\}/g;

const url = z
  .string({ error: 'write the address of the back end' })
  .refine(isTrusted, 'write an https address, on this machine http, without a user or a #')
  .refine(
    hasGoodPlaces,
    'write {names} in the path or behind the ?, each a letter, then letters, digits and hyphens',
  );

const endpoint = z.strictObject({
  url,
  method: z.enum(['GET', 'POST'], { error: 'write GET or POST' }).default('GET'),
  header: z
    .strictObject({
      name: z
        .string({ error: 'write the name of the header' })
        .regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, 'write the name of the header, like x-api-key'),
      valueFrom: z
        .string({ error: 'write the name of the variable that holds the value' })
        .regex(
          /^LOOKUP_[A-Z0-9_]{1,60}$/,
          'write the name of the variable that holds the value: LOOKUP_, then capitals, digits and underscores',
        ),
    })
    .optional(),
});

/** The back ends that a flow can ask (`LOOKUPS`), by their names there. */
export const lookupEndpoints = z.record(
  z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'write a letter, then letters, digits and hyphens'),
  endpoint,
);

/** A back end that a flow can ask. */
export interface LookupEndpoint {
  /** `{name}` stands for an entry that the step sends. */
  url: string;
  method: 'GET' | 'POST';
  /** A secret by reference: the environment variable that holds it. */
  header?: { name: string; valueFrom: string };
}

export type LookupEndpoints = Readonly<Record<string, LookupEndpoint>>;

/** The names in the places of an address. */
export function placesIn(url: string): string[] {
  return [...url.matchAll(PLACE)].map(([, name = '']) => name);
}

/**
 * The address with its places filled in, percent-encoded. Nothing where an entry is missing, or would be a part of the path that
 * leads elsewhere.
 */
export function filledUrl(url: string, values: Record<string, string>): string | undefined {
  const names = placesIn(url);
  const isFilled = names.every(
    (name) => Object.hasOwn(values, name) && !/^\.*$/.test(values[name] ?? ''),
  );
  if (!isFilled) return undefined;
  return url.replace(PLACE, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

function isTrusted(text: string): boolean {
  const { protocol, hostname = '', username, password, hash } = URL.parse(text) ?? {};
  if (username || password || hash || text.includes('#')) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

/** A place in the host would let an entry choose who is asked. */
function hasGoodPlaces(text: string): boolean {
  const names = placesIn(text).every((name) => /^[A-Za-z][A-Za-z0-9-]{0,39}$/.test(name));
  return (
    names && /^https?:\/\/[^/?{}]+([/?]|$)/.test(text) && !/[{}]/.test(text.replace(PLACE, ''))
  );
}
