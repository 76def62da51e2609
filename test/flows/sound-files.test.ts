import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadFlow } from '../../adapters/flow-file.ts';
import { readWav } from '../../adapters/wav.ts';
import { wavFile } from '../emulator/support/wav-file.ts';
import { GOOD } from './broken-flow.ts';

/** A WAV file of a second with one number in its header changed. */
function changed(at: number, value: number): Buffer {
  const file = wavFile({ seconds: 1 });
  file.writeUInt16LE(value, at);
  return file;
}

/** The same with a chunk that nobody needs, of an odd number of bytes, before its format. */
function withNotes(): Buffer {
  const file = wavFile({ seconds: 2 });
  const notes = Buffer.from('LIST\x05\0\0\0notes\0', 'latin1');
  return Buffer.concat([file.subarray(0, 12), notes, file.subarray(12)]);
}

describe('a file of sound', () => {
  test('tells how long it lasts', () => {
    expect(readWav(wavFile({ seconds: 1.5 }))).toEqual({ seconds: 1.5 });
    expect(readWav(withNotes())).toEqual({ seconds: 2 });
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'is empty, or may not be read'],
    ['text', Buffer.from('Welcome to Northwind Energy.'), 'is no WAV file'],
    ['a stump', wavFile({ seconds: 1 }).subarray(0, 11), 'is no WAV file'],
    ['another RIFF', Buffer.from('RIFF\x04\0\0\0AVI '), 'is no WAV file'],
    ['a beginning', wavFile({ seconds: 1 }).subarray(0, 30), 'is a WAV file without a format'],
    ['no format', Buffer.from('RIFF\x04\0\0\0WAVE'), 'is a WAV file without a format'],
    ['stereo', wavFile({ seconds: 1, channels: 2 }), 'is WAV of 2 channels, 16 bit and 16000 Hz'],
    ['a CD', wavFile({ seconds: 1, rate: 44_100 }), 'is WAV of one channel, 16 bit and 44100 Hz'],
    ['8 bit', changed(34, 8), 'is WAV of one channel, 8 bit and 16000 Hz'],
    ['MP3 in WAV', changed(20, 85), 'is WAV of format 85, not PCM'],
    ['a header', wavFile({ seconds: 1 }).subarray(0, 36), 'is a WAV file without sound'],
    ['no sound', wavFile({ seconds: 0 }), 'is a WAV file without sound'],
    ['half of it', wavFile({ seconds: 2 }).subarray(0, 32_044), 'ends before its sound does'],
  ])('that is %s is told from one that can be played', (_, file, problem) => {
    expect(readWav(file)).toEqual({ problem });
  });
});

describe('the folder "audio" beside a flow file', () => {
  const RECORDED = GOOD.replace('say: Hello.', 'say: { text: Hello., audio: hello.wav }');

  async function flowBeside(files: Record<string, Buffer>, folder = 'audio') {
    const root = await mkdtemp(join(tmpdir(), 'flow-'));
    onTestFinished(() => rm(root, { recursive: true }));
    await mkdir(join(root, folder));
    for (const [name, bytes] of Object.entries(files)) {
      await writeFile(join(root, folder, name), bytes);
    }
    await writeFile(join(root, 'line.yaml'), RECORDED);
    return loadFlow(join(root, 'line.yaml'));
  }

  test('has the files that the flow names', async () => {
    expect(await flowBeside({ 'hello.wav': wavFile({ seconds: 1.25 }) })).toMatchObject({
      ok: true,
      flow: { recordings: { 'Hello.': { file: 'hello.wav', seconds: 1.25 } } },
    });
  });

  test.each([
    ['no such file', {}, 'audio', 'is not in the folder "audio" beside the flow.'],
    ['no such folder', {}, 'sound', 'is not in the folder "audio" beside the flow.'],
    [
      'a file of another kind',
      { 'hello.wav': wavFile({ seconds: 1, channels: 2, rate: 8000 }) },
      'audio',
      'is WAV of 2 channels, 16 bit and 8000 Hz.',
    ],
  ])('with %s is told where the file is named', async (_, files, folder, words) => {
    expect(await flowBeside(files, folder)).toMatchObject({
      ok: false,
      mistakes: [
        {
          line: 7,
          column: 33,
          message: expect.stringContaining(`say "hello": audio is "hello.wav", which ${words}`),
        },
      ],
    });
  });

  test('with a folder in the place of a file is told, too', async () => {
    const root = await mkdtemp(join(tmpdir(), 'flow-'));
    onTestFinished(() => rm(root, { recursive: true }));
    await mkdir(join(root, 'audio', 'hello.wav'), { recursive: true });
    await writeFile(join(root, 'line.yaml'), RECORDED);
    expect(await loadFlow(join(root, 'line.yaml'))).toMatchObject({
      mistakes: [{ message: expect.stringContaining('which is empty, or may not be read.') }],
    });
  });
});
