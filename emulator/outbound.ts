import type { Delivery } from './entities.ts';
import { remember } from './store.ts';
import { isoNow, type World } from './world.ts';

/** How long a receiver may take, in real time: a hanging one must not hold the clock for ever. */
const TIMEOUT_MS = 30_000;

export interface Outbound {
  kind: Delivery['kind'];
  url: string;
  headers: Record<string, string>;
  attempt: number;
  events: object[];
}

/**
 * Posts events and remembers what came of it, without credentials. Gives back the status (0 when unreachable) and the
 * text of the answer. Redirects are not followed.
 */
export async function post(
  world: World,
  outbound: Outbound,
): Promise<{ status: number; text: string }> {
  const { kind, url, attempt, events } = outbound;
  const at = isoNow(world);
  const answer = await world.store.exit(() => send(outbound));
  const delivery: Delivery = {
    at,
    kind,
    url: withoutSecrets(url),
    status: answer.status,
    attempt,
    events: events.map(masked),
  };
  remember(world.store.deliveries, delivery);
  world.watch?.delivered(delivery);
  return answer;
}

async function send(outbound: Outbound): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(outbound.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...outbound.headers },
      body: JSON.stringify(outbound.events),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: '' };
  }
}

/** What stands in the logs of the control door for the credential of a ringing call. */
const MASKED_CONTEXT = '(incomingCallContext)';

/** A body for the logs: `incomingCallContext`, at the top or in `data`, is replaced by a mark. */
export function masked<T>(body: T): T {
  if (typeof body !== 'object' || body === null) return body;
  const entries = Object.entries(body).map(([key, value]) =>
    key === 'incomingCallContext'
      ? [key, MASKED_CONTEXT]
      : [key, key === 'data' ? masked(value) : value],
  );
  return Array.isArray(body) ? body : Object.fromEntries(entries);
}

function withoutSecrets(url: string): string {
  return url.replace(/([?&](?:code|key|sig|secret|token)=)[^&#]*/gi, '$1***');
}
