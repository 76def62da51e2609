import { expect } from 'vitest';
import type { Line } from './line.ts';

/** The events that told the line of a ring, as Event Grid delivered them. */
export async function deliveredRings(line: Line): Promise<unknown[]> {
  const { deliveries } = (await line.sim('GET', '/_sim/deliveries')) as {
    deliveries: { kind: string; events: { eventType?: string }[] }[];
  };
  return deliveries
    .filter(({ kind }) => kind === 'event-grid')
    .flatMap(({ events }) => events)
    .filter(({ eventType }) => eventType === 'Microsoft.Communication.IncomingCall');
}

/** Delivers an event once more. */
export async function deliver({ host }: Line, event: unknown): Promise<void> {
  const url = `${host.url}/runtime/webhooks/eventgrid?functionName=incomingCall`;
  const headers = { 'content-type': 'application/json', 'aeg-event-type': 'Notification' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify([event]) });
  expect(answer.status).toBe(202);
}
