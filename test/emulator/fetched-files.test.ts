import { describe, expect, test } from 'vitest';
import { onTheLine } from './support/line.ts';
import { wavFile } from './support/wav-file.ts';

/** How often a file of a second is fetched that is played at these seconds, three times in one go each. */
async function fetches(cacheControl: string | undefined, ...atSeconds: number[]): Promise<number> {
  let count = 0;
  await onTheLine(async (line) => {
    const { call } = await line.answered();
    const { files, fileHeaders, url } = line.receiver;
    files.set('/music.wav', async () => {
      count += 1;
      return wavFile({ seconds: 1 });
    });
    if (cacheControl) fileHeaders['cache-control'] = cacheControl;
    const music = { kind: 'fileSource', url: `${url}/music.wav` } as const;
    let now = 0;
    for (const at of atSeconds) {
      await line.passes(at - now);
      now = at;
      await call.getCallMedia().playToAll([music, music, music]);
      await line.passes(3.5);
      now += 3.5;
    }
    const ends = line.told().filter((type) => type === 'PlayCompleted');
    expect(ends).toHaveLength(atSeconds.length);
  });
  return count;
}

describe('a file that is played again', () => {
  test('is fetched once while its server says that it stays the same', async () => {
    expect(await fetches('public, max-age=20', 0, 10)).toBe(1);
    expect(await fetches('public, max-age=20', 0, 25)).toBe(2);
  });

  test('is fetched again after a minute, whatever its server says', async () => {
    expect(await fetches('public, max-age=3600', 0, 50)).toBe(1);
    expect(await fetches('public, max-age=3600', 0, 65)).toBe(2);
  });

  test('is fetched each time where its server says nothing', async () => {
    expect(await fetches(undefined, 0)).toBe(3);
    expect(await fetches('no-store', 0)).toBe(3);
  });
});

test('a file that was missing is looked for again', () =>
  onTheLine(async (line) => {
    const { call } = await line.answered();
    const { files, fileHeaders, url } = line.receiver;
    fileHeaders['cache-control'] = 'max-age=20';
    const late = [{ kind: 'fileSource', url: `${url}/late.wav` } as const];
    await call.getCallMedia().playToAll(late);
    await line.passes(1);
    files.set('/late.wav', wavFile({ seconds: 1 }));
    await call.getCallMedia().playToAll(late);
    await line.passes(2);
    expect(line.told()).toEqual(['PlayFailed', 'PlayStarted', 'PlayCompleted']);
  }));
