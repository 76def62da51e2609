import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AUDIO_NAME } from '../calls/flow-audio-name.ts';

/** The folder of the files of sound that a flow names: `audio` beside the flow file. */
export function audioFolderOf(flowPath: string): string {
  return join(dirname(flowPath), 'audio');
}

/**
 * Reads the files of sound in a folder, by their names; other files in it are passed over. A folder that is not there has none,
 * and a file that cannot be read is empty: never rejects.
 */
export async function readAudioFolder(folder: string): Promise<Map<string, Buffer>> {
  const names = await readdir(folder).catch((): string[] => []);
  const files = names
    .filter((name) => AUDIO_NAME.test(name))
    .toSorted()
    .map(async (name): Promise<[string, Buffer]> => {
      const bytes = await readFile(join(folder, name)).catch(() => Buffer.alloc(0));
      return [name, bytes];
    });
  return new Map(await Promise.all(files));
}
