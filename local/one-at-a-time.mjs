// Runs on the machine's own Node before anything is installed: plain JavaScript, Node's own modules only.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** No install takes this long; a file that old is left over, whatever process has its number now. */
const LEFT_OVER_AFTER_MS = 15 * 60_000;

/**
 * Waits until no other process holds `file`, then holds it. Returns what lets go of it. `onWait` is called once when
 * there is something to wait for. A file whose process is gone is taken over.
 */
export async function oneAtATime(file, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; ; await sleep(200)) {
    if (take(file)) {
      // Two that take over the same left-over file may both succeed: the later one stays in the file.
      await sleep(50);
      if (holder(file) === process.pid) return () => rmSync(file, { force: true });
    }
    if (isLeftOver(file)) {
      rmSync(file, { force: true });
    } else if (!told) {
      told = true;
      onWait();
    }
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function holder(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isLeftOver(file) {
  const pid = holder(file);
  if (pid === undefined) return false;
  try {
    if (Date.now() - statSync(file).mtimeMs > LEFT_OVER_AFTER_MS) return true;
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
