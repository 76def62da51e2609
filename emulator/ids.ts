import type { Random } from './random.ts';

/** The resource the emulator stands for: audience of its tokens and owner of its identities. */
export const RESOURCE_ID = '00000000-0000-4000-8000-0000000000ac';

/** A lower-case version 4 GUID, the shape of every id of the service. */
export function guid(random: Random): string {
  const bytes = random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** base64 of an https URL, as observed (ACS protocol reference, section 9.1). */
export function serverCallId(random: Random): string {
  const url = `https://api.flightproxy.skype.example/api/v2/cp/conv-${guid(random)}?i=1&e=${random.integer(1e8, 9e8)}`;
  return Buffer.from(url).toString('base64');
}

/** Opaque and about 8 kB, as observed (ACS protocol reference, section 11.1). */
export function incomingCallContext(random: Random): string {
  return random.bytes(6100).toString('base64url');
}

/** An identity of the resource, as which an app takes part in its own calls. */
export function ownIdentity(random: Random): string {
  return `8:acs:${RESOURCE_ID}_${guid(random)}`;
}
