import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ApiError } from './errors.ts';

/** The key of an emulator that was given none: fixed and public, like that of other storage emulators. */
export const WELL_KNOWN_ACCESS_KEY = Buffer.from(
  'switchboard emulator: this access key is public.',
).toString('base64');

export interface SignedRequest {
  method: string;
  /** Path and query as received, nothing decoded. */
  target: string;
  host: string;
  headers: Headers;
  body: string;
}

/** The connection string an SDK client connects with. */
export function connectionString(endpoint: string, accessKey: string): string {
  return `endpoint=${endpoint}/;accesskey=${accessKey}`;
}

/**
 * Refuses with 401/7509 what is not signed with the access key (ACS protocol reference, section 3). The age of
 * `x-ms-date` is not checked: how much the service allows is not known.
 */
export function checkSignature(request: SignedRequest, accessKey: string): void {
  const { headers } = request;
  const date = headers.get('x-ms-date');
  const hash = headers.get('x-ms-content-sha256');
  const given = /^HMAC-SHA256 SignedHeaders=([^&]*)&Signature=(.+)$/.exec(
    headers.get('authorization') ?? '',
  );
  if (!given || !date || !hash) {
    throw refused(
      'the headers Authorization (HMAC-SHA256), x-ms-date and x-ms-content-sha256 are needed.',
    );
  }
  if (given[1] !== 'x-ms-date;host;x-ms-content-sha256') {
    throw refused('SignedHeaders has to be x-ms-date;host;x-ms-content-sha256.');
  }
  if (hash !== createHash('sha256').update(request.body).digest('base64')) {
    throw refused('x-ms-content-sha256 is not the hash of the body.');
  }
  const text = `${request.method}\n${request.target}\n${date};${request.host};${hash}`;
  const expected = createHmac('sha256', Buffer.from(accessKey, 'base64')).update(text).digest();
  const signature = Buffer.from(given[2] ?? '', 'base64');
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    throw refused('the signature does not match the request and the access key.');
  }
}

function refused(why: string): ApiError {
  return new ApiError(401, '7509', `HMAC authentication failed: ${why}`);
}
