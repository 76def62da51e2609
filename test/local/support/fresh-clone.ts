import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, command, ROOT } from './command.ts';

export interface FreshClone {
  root: string;
  setUp(env?: NodeJS.ProcessEnv): Command;
  lock(version: string): void;
  /** The arguments of every npm that ran. */
  npmRuns(): string[];
  [Symbol.dispose](): void;
}

/** Stands in for npm: notes its arguments, waits for the file `hold` to go, then fails or installs. */
const NPM = `
const fs = require('node:fs');
fs.appendFileSync('npm-runs', process.argv.slice(2).join(' ') + '\\n');
function install() {
  if (fs.existsSync('hold')) return setTimeout(install, 5);
  if (fs.existsSync('offline')) {
    console.error('npm error network');
    process.exit(1);
  }
  fs.mkdirSync('node_modules', { recursive: true });
  const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
  delete packages['node_modules/other'];
  fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
}
install();
`;

/** A repository in a folder of its own with nothing installed, and an npm that needs no network. */
export function freshClone(): FreshClone {
  const root = mkdtempSync(join(tmpdir(), 'switchboard-clone-'));
  for (const file of ['setup.mjs', 'installed.mjs', 'one-at-a-time.mjs']) {
    cpSync(join(ROOT, 'local', file), join(root, 'local', file));
  }
  const npm = join(root, 'npm-cli.cjs');
  writeFileSync(npm, NPM);
  const clone: FreshClone = {
    root,
    setUp: (env) => command(join(root, 'local', 'setup.mjs'), [], { npm_execpath: npm, ...env }),
    lock(version) {
      const own = { 'node_modules/one': { version, integrity: `sha512-${version}` } };
      const other = {
        'node_modules/other': { version, optional: true, os: 'none', cpu: ['none'] },
      };
      const packages = { '': { name: 'clone' }, ...own, ...other };
      writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
    },
    npmRuns() {
      const notes = join(root, 'npm-runs');
      return existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : [];
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
  clone.lock('1.0.0');
  return clone;
}
