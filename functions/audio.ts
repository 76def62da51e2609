import { createHash } from 'node:crypto';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { audioFolderOf, readAudioFolder } from '../adapters/audio-folder.ts';
import type { Config } from '../adapters/config.ts';
import { readWav } from '../adapters/wav.ts';
import { flowPath } from './flow-path.ts';
import { notFound } from './http-response.ts';

/** The files of sound that are served, by their names. */
export type Audio = ReadonlyMap<string, { bytes: Buffer; etag: string }>;

/** Seconds for which whoever fetched a file may take it for unchanged: a deployment that changes one is heard within an hour. */
const FRESH_SECONDS = 3600;

/** The folder of the files of sound that the flow names. */
export function audioFolder(config: Config): string {
  return audioFolderOf(flowPath(config));
}

/** Reads the WAV files of a folder, once for the life of the process; what the phone service cannot play is left out. Never rejects. */
export async function loadAudio(folder: string): Promise<Audio> {
  const files = await readAudioFolder(folder);
  const playable = [...files].filter(([, bytes]) => 'seconds' in readWav(bytes));
  return new Map(playable.map(([name, bytes]) => [name, { bytes, etag: etagOf(bytes) }]));
}

/** `GET /api/audio/{name}`: a recorded text or music, which the phone service fetches without a key of ours. */
export function audio(files: Audio, request: HttpRequest): HttpResponseInit {
  const file = files.get(request.params.name ?? '');
  if (!file) return notFound('There is no recording of this name.');
  const { bytes, etag } = file;
  const headers = { etag, 'cache-control': `public, max-age=${FRESH_SECONDS}` };
  if (isKnown(etag, request.headers.get('if-none-match'))) return { status: 304, headers };
  return { status: 200, headers: { ...headers, 'content-type': 'audio/wav' }, body: bytes };
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
}

/** Whether the sender has the file already (RFC 9110, section 13.1.2): weak tags count like strong ones there. */
function isKnown(etag: string, ifNoneMatch: string | null): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}
