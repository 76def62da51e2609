// Installs what is missing before any npm script. Runs on the machine's own Node (20 or newer), before anything is
// installed: plain JavaScript, Node's own modules only.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canRun, isInstalled, nodeTooOld, wantedPackages } from './installed.mjs';
import { oneAtATime } from './one-at-a-time.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = join(root, '.local');
const machine = `${process.platform}-${process.arch}`;
const nodeVersion = process.versions.node;

process.exitCode = await setUp();

async function setUp() {
  const tooOld = nodeTooOld(nodeVersion, machine);
  if (tooOld) return fail(tooOld);
  if (isInstalled(root, nodeVersion, machine)) return 0;

  const npm = process.env.npm_execpath;
  if (!npm || !basename(npm).startsWith('npm')) {
    return fail('Packages are missing, and only npm can install them: run npm start, or npm ci.');
  }
  const letGo = await oneAtATime(join(scratch, 'installing'), () =>
    console.log('  Another npm command is installing; waiting for it …'),
  );
  process.once('exit', letGo);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  return isInstalled(root, nodeVersion, machine) ? 0 : await install(npm);
}

async function install(npm) {
  moveRunningNodeAway();
  const progress = showProgress(wantedPackages(root));
  const { code, output } = await run(npm);
  if (code !== 0) {
    progress.end('failed');
    process.stderr.write(`\n${output}\n`);
    return fail(
      'npm ci failed; above is what it said. Mostly the network is missing, which the first install needs: check it, ' +
        'then run the same command again.',
    );
  }
  progress.end('done');
  if (canRun(root, nodeVersion, machine)) return 0;
  return fail(
    `The Node 24 that comes along for ${machine} is missing or does not run here. On Linux it needs glibc, which ` +
      'Alpine does not have; it is an optional package of npm, which npm leaves out when it cannot download it.',
  );
}

/** `npm ci` without a shell, on the machine's own Node: ours is in the folder that npm is about to empty. */
function run(npm) {
  const node = process.env.npm_node_execpath ?? process.execPath;
  const own = existsSync(node) && !node.startsWith(join(root, 'node_modules') + sep);
  // No install script is needed, so none of 600 packages gets to run one. Dev and optional packages are, whatever
  // NODE_ENV and the user's npm settings leave out.
  const options = [
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  return new Promise((resolve) => {
    const child = spawn(own ? node : process.execPath, [npm, 'ci', ...options], { cwd: root });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}

/** Windows cannot delete a program that runs, and npm starts this one from the folder it will empty; moving it works. */
function moveRunningNodeAway() {
  if (process.platform !== 'win32') return;
  mkdirSync(scratch, { recursive: true });
  const old = readdirSync(scratch).filter((name) => name.startsWith('old-node-'));
  for (const name of old) {
    try {
      rmSync(join(scratch, name));
    } catch {
      // It still runs: the next install finds it again.
    }
  }
  if (!process.execPath.startsWith(join(root, 'node_modules') + sep)) return;
  renameSync(process.execPath, join(scratch, `old-node-${process.pid}.exe`));
}

/** One line that grows on a terminal; two plain lines elsewhere, so that a log stays readable. */
function showProgress(packages) {
  const started = Date.now();
  const title = `  Installing ${packages.length} packages …`;
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  if (!process.stdout.isTTY) {
    console.log(title);
    return { end: (word) => console.log(`  Installing ${word} (${seconds()})`) };
  }
  const show = (text) => process.stdout.write(`\r\u001b[2K${title} ${text}`);
  const timer = setInterval(() => {
    const there = packages.filter((path) => existsSync(join(root, path, 'package.json'))).length;
    show(`${there} (${seconds()})`);
  }, 1000);
  show('');
  return {
    end(word) {
      clearInterval(timer);
      show(`${word} (${seconds()})\n`);
    },
  };
}

function fail(line) {
  console.error(line);
  return 1;
}
