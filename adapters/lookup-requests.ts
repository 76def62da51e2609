import { type LookupAnswer, type LookupFailure, readAnswer } from '../calls/lookup/answer.ts';
import type { StartLookup } from '../calls/lookup/command.ts';
import {
  filledUrl,
  type LookupEndpoint,
  type LookupEndpoints,
  placesIn,
} from './lookup-endpoints.ts';

/** Most bytes of an answer. */
const MOST_BYTES = 64 * 1024;

/** What Azure leaves in a variable whose Key Vault reference it could not resolve. */
const UNRESOLVED = '@Microsoft.KeyVault(';

/** What a back end is asked. */
export interface LookupRequest extends Pick<StartLookup, 'endpoint' | 'send' | 'keep' | 'when'> {
  /** The same for every try of one lookup: a `POST` that is repeated can be told by it. */
  idempotencyKey: string;
  /** Milliseconds that the whole may take. */
  withinMs: number;
}

/** What came of it, with what the log may know beside the answer. */
export interface LookupResult {
  answer: LookupAnswer;
  /** HTTP status, where there was one. */
  status?: number;
  /** What is not configured, and how to mend it. */
  problem?: string;
}

export type AskBackEnd = (request: LookupRequest) => Promise<LookupResult>;

/**
 * Asks back ends over HTTP, once each; never throws. A secret is read from `env` when it is needed, and is in the request alone.
 * Redirects are not followed, as the header would go with them.
 */
export function lookupRequests(
  endpoints: LookupEndpoints,
  env: Record<string, string | undefined>,
): AskBackEnd {
  return async (request) => {
    const prepared = prepare(endpoints, env, request);
    if (typeof prepared === 'string')
      return { answer: failure('not-configured'), problem: prepared };
    const signal = AbortSignal.timeout(Math.max(0, request.withinMs));
    try {
      const response = await fetch(prepared.url, { ...prepared.init, signal, redirect: 'manual' });
      const { status } = response;
      if (!response.ok) {
        await response.body?.cancel();
        return { answer: { ...failure('status'), status }, status };
      }
      return { answer: readBody(request, await limitedBody(response)), status };
    } catch {
      // what fetch throws may repeat the header
      return { answer: failure(signal.aborted ? 'timeout' : 'unreachable') };
    }
  };
}

function failure(why: LookupFailure['why']): LookupFailure {
  return { ok: false, why };
}

/** The request, or what is not configured. */
function prepare(
  endpoints: LookupEndpoints,
  env: Record<string, string | undefined>,
  { endpoint: name, send, idempotencyKey }: LookupRequest,
): { url: string; init: RequestInit } | string {
  const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
  if (!endpoint) return `LOOKUPS has no endpoint "${name}". Add it.`;
  const { header, method } = endpoint;
  const url = filledUrl(endpoint.url, send);
  if (url === undefined)
    return `an entry for the address of "${name}" is missing. Send it in the step.`;
  const secret = header && secretFrom(env, header.valueFrom);
  if (header && secret === undefined)
    return `${header.valueFrom} is not set. Set it to what the header takes.`;
  const headers = {
    accept: 'application/json',
    ...(header && secret !== undefined ? { [header.name]: secret } : {}),
  };
  const rest = withoutPlaces(endpoint, send);
  if (method === 'GET') return { url: withQuery(url, rest), init: { method, headers } };
  return {
    url,
    init: {
      method,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
      },
      body: JSON.stringify(rest),
    },
  };
}

/** A secret that can be sent in a header. */
function secretFrom(env: Record<string, string | undefined>, name: string): string | undefined {
  const value = env[name]?.trim();
  if (!value || value.startsWith(UNRESOLVED)) return undefined;
  return /^[\t\x20-\x7e\x80-\xff]+$/.test(value) ? value : undefined;
}

/** What goes along and has no place in the address. */
function withoutPlaces({ url }: LookupEndpoint, send: Record<string, string>) {
  const places = placesIn(url);
  return Object.fromEntries(Object.entries(send).filter(([name]) => !places.includes(name)));
}

function withQuery(url: string, values: Record<string, string>): string {
  const query = new URLSearchParams(values).toString();
  if (query === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

/** The bytes of an answer; nothing when there are too many. */
async function limitedBody(response: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readBody(request: LookupRequest, bytes: Uint8Array | undefined): LookupAnswer {
  if (!bytes) return failure('too-large');
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return failure('not-json');
  }
  return readAnswer(request, body);
}
