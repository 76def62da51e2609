import { join } from 'node:path';
import { type BuildResult, build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

/** An ES module has no `require`, but the packages in the bundle were written for one. */
const BANNER =
  "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";

/**
 * Makes one file of the line and every package it uses, for the Functions host: a cold start reads 1 file instead of
 * thousands. `@azure/functions-core` stays outside, since the host supplies it at run time. Rejects when a source
 * does not compile, with every mistake and its place in the message.
 */
export function bundle(outfile: string, options: { minify: boolean }): Promise<BuildResult> {
  return build({
    absWorkingDir: ROOT,
    entryPoints: ['functions/app.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['@azure/functions-core'],
    banner: { js: BANNER },
    sourcemap: true,
    legalComments: 'linked',
    minify: options.minify,
    logLevel: 'silent',
  });
}
