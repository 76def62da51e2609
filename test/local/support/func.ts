import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { realClock } from '../../../emulator/clock.ts';
import { startHost } from '../../../local/functions/host.ts';

// Stands for `func start` of Core Tools, which are not to be had everywhere: the local runtime, which loads what package.json names.
const { values } = parseArgs({ allowPositionals: true, options: { port: { type: 'string' } } });
const root = resolve(import.meta.dirname, '../../..');
const json = async (file: string) => JSON.parse(await readFile(resolve(root, file), 'utf8'));
const { main } = await json('package.json');
const host = await startHost({
  clock: realClock(),
  port: Number(values.port),
  hostJson: await json('host.json'),
  load: () => import(pathToFileURL(resolve(root, main)).href),
});
process.on('SIGTERM', () => void host.stop().then(() => process.exit()));
