import { type CryptoKey, decodeJwt, exportSPKI, importJWK, SignJWT } from 'jose';
import { callbackToken, publishedKeys } from '../../../emulator/callback-token.ts';
import type { Line } from './line.ts';

interface Delivery {
  kind: string;
  url: string;
  status: number;
  events: { type: string }[];
}

/** What the emulator has told the line by callback, in order. */
export async function callbacks(line: Line): Promise<Delivery[]> {
  const { deliveries } = (await line.sim('GET', '/_sim/deliveries')) as { deliveries: Delivery[] };
  return deliveries.filter(({ kind }) => kind === 'callback');
}

/** Where the call's callbacks go, and one that nobody sent: the caller has pressed 1 at what was asked last. */
export async function forgedKey(line: Line): Promise<{ url: string; body: object[] }> {
  const asked = (await line.requests(':recognize')).at(-1);
  const { operationContext } = (asked?.body ?? {}) as { operationContext?: string };
  const callConnectionId = /callConnections\/([^:]+):/.exec(asked?.path ?? '')?.[1];
  const url = (await callbacks(line)).at(-1)?.url ?? '';
  const data = {
    callConnectionId,
    operationContext,
    resultInformation: { code: 200, subCode: 8533, message: '' },
    recognitionType: 'dtmf',
    dtmfResult: { tones: ['one'] },
  };
  const type = 'Microsoft.Communication.RecognizeCompleted';
  return { url, body: [{ id: 'forged', source: 'x', specversion: '1.0', type, data }] };
}

/** A good token of the emulator, of `now` (milliseconds since 1970). */
export async function goodToken({ emulatorUrl }: Line, now: number): Promise<string> {
  return (await callbackToken(emulatorUrl, now, { id: 'forged' })) ?? '';
}

/** A token that is signed with what everybody knows: the issuer's public key, taken for a shared secret. */
export async function tokenOfPublicKey(line: Line): Promise<string> {
  const [published] = (await publishedKeys()).keys;
  const key = await importJWK(published ?? {}, 'RS256', { extractable: true });
  const secret = new TextEncoder().encode(await exportSPKI(key as CryptoKey));
  const claims = decodeJwt(await goodToken(line, line.clock.now()));
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', kid: published?.kid ?? '' })
    .sign(secret);
}
