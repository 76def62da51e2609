import { createHash } from 'node:crypto';

/**
 * The id of a call, from its event alone: a repeated delivery gives the same one. `20261120T101502-3f9a0c1be27d`: the UTC second
 * of the event, and the beginning of the SHA-256 of ACS's own id of the call.
 *
 * `eventTime`: ISO 8601 with a zone.
 */
export function callIdOf(eventTime: string, serverCallId: string): string {
  const second = new Date(eventTime).toISOString().slice(0, 19).replace(/[-:]/g, '');
  const hash = createHash('sha256').update(serverCallId).digest('hex');
  return `${second}-${hash.slice(0, 12)}`;
}
