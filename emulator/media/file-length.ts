import type { World } from '../world.ts';
import { wavLength } from './wav.ts';

/** Milliseconds a file sounds, or the subcode that says why it cannot be played (ACS protocol reference, section 10). */
export type FileLength = number | { problem: 8535 | 8536 };

/** What is known of a file, and until when it is believed, in milliseconds since 1970. */
export interface KnownFile {
  length: FileLength;
  freshUntil: number;
}

const DOWNLOAD_TIMEOUT_MS = 10_000;

/** Milliseconds for which a file is believed at most, whatever its server allows: who changes a recording wants to hear it. */
const LONGEST_FRESH_MS = 60_000;

/**
 * How long the file at `url` sounds. It is fetched once in the time for which its server says that it stays the same (`max-age` of RFC
 * 9111), a minute at most: a thousand callers hear the same music.
 */
export async function fileLength(world: World, url: string): Promise<FileLength> {
  const { files } = world.store;
  const known = files.get(url);
  if (known && world.clock.now() < known.freshUntil) return known.length;
  files.delete(url);
  const { length, freshMs } = await fetched(url);
  if (freshMs > 0) files.set(url, { length, freshUntil: world.clock.now() + freshMs });
  return length;
}

async function fetched(url: string): Promise<{ length: FileLength; freshMs: number }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
    const file = Buffer.from(await response.arrayBuffer());
    if (!response.ok) return { length: { problem: 8536 }, freshMs: 0 };
    const length = wavLength(file);
    if (length === undefined) return { length: { problem: 8535 }, freshMs: 0 };
    return { length, freshMs: freshMsOf(response.headers) };
  } catch {
    return { length: { problem: 8536 }, freshMs: 0 };
  }
}

function freshMsOf(headers: Headers): number {
  const [, seconds = '0'] = /\bmax-age=(\d+)/i.exec(headers.get('cache-control') ?? '') ?? [];
  return Math.min(Number(seconds) * 1_000, LONGEST_FRESH_MS);
}
