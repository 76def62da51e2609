import { styleText } from 'node:util';
import { runTool } from './tool-run.ts';

/** What the test runner's closing line looks like, whatever colours are around it. */
const CLOSING_LINE = /^\d+ passed, \d+ failed, \d+ skipped$/;
/** What is printed when the tests could not even begin: a run that found none must not look good. */
const NEVER_RAN = '0 passed, 1 failed, 0 skipped';

const QUICK = [
  {
    title: 'Format and lint',
    entry: '@biomejs/biome/bin/biome',
    args: ['check'],
    mend: 'npm run format',
  },
  { title: 'Types', entry: 'typescript/bin/tsc', args: ['--noEmit'], mend: undefined },
];

process.exitCode = await check(process.argv.slice(2));

/** Everything there is to check, whatever fails on the way. The closing line comes last, since CI reads it there. */
async function check(testArguments: string[]): Promise<number> {
  const failures = [...(await runQuick())];
  heading('Tests');
  let closing = NEVER_RAN;
  const tests = await runTool('vitest/vitest.mjs', ['run', ...testArguments], (line) => {
    if (CLOSING_LINE.test(line)) closing = line.startsWith('0 passed, 0 failed') ? NEVER_RAN : line;
    else console.log(line);
  });
  if (tests.code !== 0) failures.push('Tests');
  if (failures.length > 0) {
    console.log(
      styleText('red', `\nFailed: ${failures.map((each) => each.toLowerCase()).join(', ')}.\n`),
    );
  }
  console.log(closing);
  return failures.length > 0 ? 1 : 0;
}

/** Side by side, as each of them leaves one of two cores idle; told one after the other. */
async function runQuick(): Promise<string[]> {
  const runs = QUICK.map(async ({ title, entry, args, mend }) => {
    const lines: string[] = [];
    const { code, seconds } = await runTool(entry, args, (line) => lines.push(line));
    return { title, mend, code, seconds, lines };
  });
  const failures: string[] = [];
  for (const run of runs) {
    const { title, mend, code, seconds, lines } = await run;
    heading(title, code === 0 ? `ok (${seconds.toFixed(1)} s)` : styleText('red', 'failed'));
    if (code === 0) continue;
    failures.push(title);
    console.log(lines.join('\n'));
    if (mend) console.log(`What can be mended by itself: ${mend}`);
  }
  return failures;
}

function heading(title: string, result = ''): void {
  console.log(`${styleText('bold', title)}  ${result}`);
}
