import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from '../../adapters/settings.ts';
import { TABLES } from '../../adapters/table-clients.ts';
import { ACCESS } from '../../functions/access.ts';
import type { NameKind } from './telemetry-names.ts';

/** What of the code the templates and queries name. */
export interface CodeNames {
  settings: readonly string[];
  tables: readonly string[];
  /** Names of functions, as they are registered. */
  functions: readonly string[];
  /** Whether the code writes a line of log, a field, an event or a route of this name. */
  isWritten(kind: NameKind, name: string): boolean;
}

/** Where the line's code is, as opposed to what runs on a laptop only. */
const FOLDERS = ['adapters', 'calls', 'functions', 'orchestrations'];
/** Lists the names of log events, where it is there. */
const EVENT_LIST = 'calls/log-events.ts';

/** Reads the names out of the sources below a folder. */
export function codeNames(root: string): CodeNames {
  const sources = FOLDERS.flatMap((folder) => sourcesIn(join(root, folder)));
  const list = join(root, EVENT_LIST);
  const eventSources = existsSync(list) ? [readFileSync(list, 'utf8')] : sources;
  return {
    settings: Object.keys(settings.shape),
    tables: TABLES,
    functions: Object.keys(ACCESS),
    isWritten(kind, name) {
      switch (kind) {
        case 'logEvents':
          return eventSources.some((text) => text.includes(`'${name}'`));
        case 'logFields':
          return sources.some((text) => new RegExp(`\\b${name}\\b`).test(text));
        case 'callEvents':
          return sources.some((text) => text.includes(`'${name}'`));
        case 'callbackRoutes':
          return sources.some((text) => text.includes(`'calls/{callId}/${name}'`));
        case 'tables':
        case 'metrics':
          return true;
      }
    },
  };
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}
