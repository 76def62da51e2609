import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { malformedRun } from './malformed/run.ts';
import { PROPERTIES } from './properties.ts';
import { tally, wrongWithSeed } from './queued/wrong-with.ts';
import { staffedRun } from './staffed/run.ts';
import { wrongWith } from './staffed/wrong-with.ts';

const HELP = `Random calls against a model of ACS: keys and events late, twice, out of order and lost; then calls with agents, who take
them or do not, talk, hand them over and leave; then, a tenth as often, fifty callers in line for five agents.

  npm run chaos -- [--runs 10000] [--seed N] [--agents-only | --queues-only]
  npm run chaos -- --malformed [--runs 10000] [--seed N]

With one kind only, all runs are of that kind. The second sends malformed requests, events and callbacks to a whole line: none may do,
or tell, anything.

A call that goes wrong is printed as a script, with its seed. Add the seed to test/chaos/failed-seeds.json.
`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    'agents-only': { type: 'boolean', default: false },
    'queues-only': { type: 'boolean', default: false },
    malformed: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [numRuns, seed] = [Number(values.runs), Number(values.seed)];
if (values.help) console.log(HELP);
else if (!Number.isInteger(numRuns) || !Number.isInteger(seed)) {
  console.error('--runs and --seed are whole numbers.');
  process.exitCode = 2;
} else if (values.malformed) await runMalformed();
else if (values['agents-only']) runStaffed();
else if (values['queues-only']) runQueued(numRuns);
else {
  for (const [name, property] of Object.entries(PROPERTIES)) run(name, property);
  runStaffed();
  runQueued(Math.ceil(numRuns / 10));
}

async function runMalformed(): Promise<void> {
  const began = performance.now();
  const { fired, wrong } = await malformedRun(seed, numRuns);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (wrong === undefined) {
    console.log(`malformed: ${fired} requests came to nothing (seed ${seed}, ${seconds} s)`);
    return;
  }
  console.error(`malformed: went wrong with seed ${seed}, after ${fired} requests\n\n${wrong}\n`);
  process.exitCode = 1;
}

/** Runs with agents, one seed after the other. */
function runStaffed(): void {
  const began = performance.now();
  let calls = 0;
  for (let nth = 0; nth < numRuns; nth += 1) {
    const result = staffedRun(seed + nth);
    calls += result.calls.length;
    const wrong = wrongWith(result);
    if (wrong === undefined) continue;
    console.error(`calls with agents: went wrong with seed ${seed + nth}\n\n${wrong}\n`);
    process.exitCode = 1;
    return;
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `calls with agents: ${numRuns} runs, ${calls} calls went right (seed ${seed}, ${seconds} s)`,
  );
}

/** Runs with callers in line: each has fifty, and takes as long as many calls. */
function runQueued(runs: number): void {
  const began = performance.now();
  const counted = tally();
  for (let nth = 0; nth < runs; nth += 1) {
    const wrong = wrongWithSeed(seed + nth, {}, counted);
    if (wrong === undefined) continue;
    console.error(
      `callers in line: went wrong with seed ${seed + nth}; again: npm run chaos -- --queues-only --runs 1 --seed ${seed + nth}\n\n${wrong}\n`,
    );
    process.exitCode = 1;
    return;
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `callers in line: ${runs} runs went right, ${counted.words()} (seed ${seed}, ${seconds} s)`,
  );
}

function run(name: string, property: (typeof PROPERTIES)[string]): void {
  const began = performance.now();
  const result = fc.check(property, { seed, numRuns }) as fc.RunDetails<unknown>;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (!result.failed) {
    console.log(`${name}: ${numRuns} calls went right (seed ${seed}, ${seconds} s)`);
    return;
  }
  const { errorInstance } = result;
  const script = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  console.error(
    `${name}: went wrong with seed ${seed}, after ${result.numRuns} calls\n\n${script}\n`,
  );
  process.exitCode = 1;
}
