import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLES } from '../functions/access.ts';
import type { TokenIssuer } from './token-issuer.ts';

/** Seconds that the token is good for: a day of work, as nobody gives out another. */
const LIFETIME = 12 * 3_600;

/** An access token in a file. */
export interface TokenFile {
  path: string;
  remove(): Promise<void>;
}

/** Writes an access token with every role into the file `api-token` in `dataDir`, which only its owner may read. */
export async function writeTokenFile(dataDir: string, issuer: TokenIssuer): Promise<TokenFile> {
  const path = join(dataDir, 'api-token');
  const remove = () => rm(path, { force: true });
  await remove(); // the mode is that of a new file only
  await writeFile(path, await issuer.token(ROLES, LIFETIME), { mode: 0o600 });
  return { path, remove };
}
