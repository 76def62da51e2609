import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFlow } from '../../../adapters/flow-file.ts';
import { wavFile } from '../../emulator/support/wav-file.ts';
import { flowFile } from './flow-text.ts';
import type { LineOptions } from './line.ts';

/** A line whose texts are recorded, from a folder of its own. */
export interface RecordedLine {
  options: LineOptions;
  /** Takes a file of sound away. */
  loses(name: string): Promise<void>;
  remove(): Promise<void>;
}

/** Writes a flow file with these steps, and silent files of sound beside it, by how many seconds they take. */
export async function recordedLine(
  steps: string,
  audio: Record<string, number>,
): Promise<RecordedLine> {
  const folder = await mkdtemp(join(tmpdir(), 'recorded-'));
  const path = join(folder, 'line.yaml');
  const file = (name: string) => join(folder, 'audio', name);
  await mkdir(join(folder, 'audio'));
  await writeFile(path, flowFile(steps));
  for (const [name, seconds] of Object.entries(audio)) {
    await writeFile(file(name), wavFile({ seconds }));
  }
  const loaded = await loadFlow(path);
  if (!loaded.ok) throw new Error(loaded.report);
  return {
    options: { flow: loaded.flow, settings: { FLOW: path } },
    loses: (name) => rm(file(name)),
    remove: () => rm(folder, { recursive: true }),
  };
}
