import { compactDecrypt, decodeProtectedHeader, errors, importJWK, type JWK } from 'jose';
import { keyIdOf, SEAL_ALGORITHMS } from './seal.ts';

/** What came of opening a seal. `another-call`: it was sealed for a call other than the one it was found with. */
export type Unsealed =
  | { ok: true; digits: string }
  | { ok: false; why: 'another-key' | 'another-call' | 'damaged' };

/** Opens a compact JWE of `seal.ts` with the private key; the digits as they were sealed. */
export async function unseal(key: JWK, callId: string, jwe: string): Promise<Unsealed> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(
      jwe,
      await importJWK(key, SEAL_ALGORITHMS.alg),
      {
        keyManagementAlgorithms: [SEAL_ALGORITHMS.alg],
        contentEncryptionAlgorithms: [SEAL_ALGORITHMS.enc],
      },
    );
    if (protectedHeader.callId !== callId) return { ok: false, why: 'another-call' };
    return { ok: true, digits: new TextDecoder().decode(plaintext).trimEnd() };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return { ok: false, why: (await isNamed(jwe, key)) ? 'damaged' : 'another-key' };
  }
}

/** Whether the seal names this key, or none that can be read. */
async function isNamed(jwe: string, key: JWK): Promise<boolean> {
  try {
    return decodeProtectedHeader(jwe).kid === (await keyIdOf(key));
  } catch {
    return true;
  }
}
