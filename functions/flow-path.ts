import { resolve } from 'node:path';
import type { Config } from '../adapters/config.ts';

/** Where the flow file is that was deployed with the line. The root of the app is one above this file, and above the bundle. */
export function flowPath({ flow }: Pick<Config, 'flow'>): string {
  return resolve(import.meta.dirname, '..', flow);
}
