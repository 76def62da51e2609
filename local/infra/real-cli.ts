import { spawn, spawnSync } from 'node:child_process';
import type { Mistake } from './mistake.ts';

/** The Bicep CLI, or the Azure CLI with Bicep in it: what to start, and what comes before its own commands. */
export type BicepCli = readonly string[];

/** What is on the PATH; undefined where neither is. */
export function findBicepCli(): BicepCli | undefined {
  const candidates: BicepCli[] = [['bicep'], ['az', 'bicep']];
  return candidates.find(([command = '', ...before]) => {
    const asked = spawnSync(command, [...before, before.length > 0 ? 'version' : '--version'], {
      stdio: 'ignore',
      shell: process.platform === 'win32', // az is a .cmd there
    });
    return asked.status === 0;
  });
}

/** What the real CLI says of a template or parameter file: it builds and lints it, and writes nothing. */
export async function realMistakes(cli: BicepCli, root: string, file: string): Promise<Mistake[]> {
  const isTemplate = file.endsWith('.bicep');
  const isAz = cli[0] === 'az';
  const named = isAz ? ['--file', file] : [file];
  const runs = isTemplate ? [['build'], ['lint']] : [['build-params']];
  const mistakes: Mistake[] = [];
  for (const [command = ''] of runs) {
    const options = command === 'lint' ? [] : ['--stdout'];
    const { code, told } = await run([...cli, command, ...named, ...options], root);
    const found = diagnosticsIn(told, root);
    mistakes.push(...found);
    if (code !== 0 && found.length === 0)
      mistakes.push({
        file,
        line: 1,
        column: 1,
        message: `${cli.join(' ')} fails: ${told.trim()}`,
      });
  }
  return mistakes;
}

/** `…/main.bicep(12,5) : Error BCP036: …` as mistakes, warnings too, each once. */
export function diagnosticsIn(told: string, root: string): Mistake[] {
  const lines = told.matchAll(
    /^(?:ERROR: |WARNING: )?(.+?)\((\d+),(\d+)\) : (?:Error|Warning) (.+)$/gm,
  );
  const found = new Map<string, Mistake>();
  for (const [whole, path = '', line, column, message = ''] of lines) {
    const file = path.replaceAll('\\', '/').replace(`${root.replaceAll('\\', '/')}/`, '');
    found.set(whole, { file, line: Number(line), column: Number(column), message });
  }
  return [...found.values()];
}

function run([command = '', ...args]: readonly string[], cwd: string) {
  return new Promise<{ code: number | null; told: string }>((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'ignore', 'pipe'],
      // parameter files ask for variables that only a deployment has
      env: { ...variables, ...process.env },
    });
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, told }));
  });
}

const variables = {
  ACS_NAME: 'acs',
  FUNCTION_APP_NAME: 'app',
  STORAGE_ACCOUNT_NAME: 'storage',
  DEAD_LETTER_CONTAINER: 'dead-letters',
  ACTION_GROUP_NAME: 'people',
  LINE_NUMBERS: '+15550199',
};
