import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Not today: a check must use the clock it is given. */
export const NOW = Date.parse('2031-05-05T12:00:00Z');
export const ISSUER = 'https://issuer.example';
export const AUDIENCE = '00000000-0000-4000-8000-0000000000ac';

export type Signer = Awaited<ReturnType<typeof newSigner>>;

/** Somebody who signs tokens with a key of their own, which they call `kid`. */
export async function newSigner(kid: string, alg = 'RS256') {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** A token that is good for five minutes, but for what is wrong in these claims or this header. */
export function signed({ privateKey, kid, alg }: Signer, claims: object = {}, header: object = {}) {
  const seconds = NOW / 1000;
  const all = { iss: ISSUER, aud: AUDIENCE, iat: seconds, exp: seconds + 300, ...claims };
  return new SignJWT(all).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
}

/** An issuer who publishes keys on this machine: those in `published`, at any time. */
export async function startIssuer() {
  const signer = await newSigner('first');
  const published = [signer];
  let looks = 0;
  const server = createServer((_request, response) => {
    looks += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const keysUrl = `http://127.0.0.1:${port}/keys`;
  return {
    signer,
    published,
    /** How often the keys were asked for. */
    looks: () => looks,
    options: { issuer: ISSUER, audience: AUDIENCE, keysUrl, now: () => NOW },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type Issuer = Awaited<ReturnType<typeof startIssuer>>;
