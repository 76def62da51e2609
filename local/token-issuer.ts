import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** Stands for Entra ID on this laptop: it issues access tokens of the same form, to whoever holds this object. */
export interface TokenIssuer {
  /** Environment of the functions that makes them take these tokens, and no others. */
  settings: { API_ISSUER: string; API_AUDIENCE: string };
  /** An access token with these app roles, good from now on for `seconds` (an hour). */
  token(roles: readonly string[], seconds?: number): Promise<string>;
  stop(): Promise<void>;
}

const TENANT = '00000000-0000-4000-8000-0000000000ed';
const AUDIENCE = '00000000-0000-4000-8000-0000000000a9';
const KEY_ID = 'laptop-1';
/** Object id of whom every token is issued to. */
const HOLDER = '00000000-0000-4000-8000-0000000000f1';
const HOUR = 3_600;

// One pair for the whole process: making RSA keys takes long.
let keys: Promise<{ privateKey: CryptoKey; published: JWK }> | undefined;

/**
 * Starts an issuer on 127.0.0.1, on any free port. Its addresses are those of Entra ID v2, so that the keys are found by their
 * default. There is no address that gives out tokens. `now` gives milliseconds since 1970, UTC.
 */
export async function startTokenIssuer(now: () => number): Promise<TokenIssuer> {
  keys ??= makeKeys();
  const { privateKey, published } = await keys;
  const server = createServer((request, response) => {
    const isKnown = request.url === `/${TENANT}/discovery/v2.0/keys`;
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
    response.end(isKnown ? JSON.stringify({ keys: [published] }) : undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}/${TENANT}/v2.0`;
  return {
    settings: { API_ISSUER: issuer, API_AUDIENCE: AUDIENCE },
    async token(roles, seconds = HOUR) {
      const iat = Math.floor(now() / 1_000);
      const times = { iat, nbf: iat, exp: iat + seconds };
      const whose = { roles, oid: HOLDER, tid: TENANT, ver: '2.0' };
      return new SignJWT({ iss: issuer, aud: AUDIENCE, ...times, ...whose })
        .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
        .sign(privateKey);
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function makeKeys() {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const published = { ...(await exportJWK(publicKey)), kid: KEY_ID, use: 'sig', alg: 'RS256' };
  return { privateKey, published };
}
