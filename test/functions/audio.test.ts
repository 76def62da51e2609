import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Audio, audio, loadAudio } from '../../functions/audio.ts';
import { wavFile } from '../emulator/support/wav-file.ts';
import { startLine } from '../journeys/support/line.ts';
import { request } from './support/fakes.ts';

const WELCOME = wavFile({ seconds: 1 });
let folder: string;
let files: Audio;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audio-'));
  await writeFile(join(folder, 'welcome.wav'), WELCOME);
  await writeFile(join(folder, 'music.wav'), wavFile({ seconds: 2 }));
  await writeFile(join(folder, 'stereo.wav'), wavFile({ seconds: 1, channels: 2 }));
  await writeFile(join(folder, 'README.md'), 'Not for everybody.');
  await writeFile(join(folder, 'Draft.wav'), WELCOME);
  await mkdir(join(folder, 'folder.wav'));
  files = await loadAudio(folder);
});

afterAll(() => rm(folder, { recursive: true }));

/** The answer to a request for a file; `ifNoneMatch` is the tag of the one that the sender has. */
function asked(name: string, ifNoneMatch?: string) {
  const headers: Record<string, string> = ifNoneMatch ? { 'if-none-match': ifNoneMatch } : {};
  return audio(files, request({ method: 'GET', params: { name }, headers }));
}

function tagOf(name: string): string {
  return files.get(name)?.etag ?? '';
}

describe('a file of sound', () => {
  test('is served to everybody, who may keep it for an hour', () => {
    expect(asked('welcome.wav')).toEqual({
      status: 200,
      headers: {
        'content-type': 'audio/wav',
        'cache-control': 'public, max-age=3600',
        etag: tagOf('welcome.wav'),
      },
      body: WELCOME,
    });
    expect(tagOf('welcome.wav')).toMatch(/^"[0-9a-f]{32}"$/);
  });

  test('has a tag that follows from what is in it', async () => {
    expect(tagOf('music.wav')).not.toBe(tagOf('welcome.wav'));
    const again = await loadAudio(folder);
    expect(again.get('music.wav')?.etag).toBe(tagOf('music.wav'));
  });

  test.each([
    ['its tag', (tag: string) => tag],
    ['its tag as a weak one', (tag: string) => `W/${tag}`],
    ['its tag among others', (tag: string) => `"other", ${tag}`],
    ['any', () => '*'],
  ])('is not sent again to whoever has %s', (_, header) => {
    const etag = tagOf('welcome.wav');
    expect(asked('welcome.wav', header(etag))).toEqual({
      status: 304,
      headers: { 'cache-control': 'public, max-age=3600', etag },
    });
  });

  test('is sent to whoever has another', () => {
    expect(asked('welcome.wav', tagOf('music.wav'))).toMatchObject({ status: 200 });
  });
});

test.each([
  'none.wav',
  'stereo.wav',
  'folder.wav',
  'Draft.wav',
  'README.md',
  '../audio/welcome.wav',
  '',
])('%j is not served', (name) => {
  expect(asked(name)).toEqual({
    status: 404,
    jsonBody: { error: { code: 'NotFound', message: 'There is no recording of this name.' } },
  });
});

test('a folder that is not there has nothing to serve', async () => {
  expect((await loadAudio(join(folder, 'none'))).size).toBe(0);
});

test('the line serves the music of its flow over HTTP', async () => {
  const line = await startLine();
  try {
    line.caller(); // until there is one, the clock of the line stands still
    const address = `${line.host.url}/api/audio/music.wav`;
    const answer = await fetch(address);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    const music = await readFile('flows/audio/music.wav');
    expect(Buffer.from(await answer.arrayBuffer()).equals(music)).toBe(true);
    const headers = { 'if-none-match': answer.headers.get('etag') ?? '' };
    expect((await fetch(address, { headers })).status).toBe(304);
    expect(await line.api('/audio/none.wav')).toMatchObject({ status: 404 });
  } finally {
    await line.stop();
  }
});
