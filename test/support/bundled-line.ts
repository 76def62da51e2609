import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundle } from '../../local/bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file that Azure would be sent, where the tests are to run it in the place of the sources. */
    bundledLine?: string;
  }
}

/** Builds the line once for the whole test run (vitest's `globalSetup`); what it returns removes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-line-'));
  const app = join(folder, 'dist', 'app.mjs');
  await bundle(app, { minify: false });
  project.provide('bundledLine', app);
  return () => rm(folder, { recursive: true });
}
