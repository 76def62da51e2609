import { emptyTables } from '../../../adapters/table-clients.ts';
import type { Flow } from '../../../calls/flow.ts';
import { seededRandom } from '../../../emulator/random.ts';
import { scriptDesk } from '../../../emulator/script-desk.ts';
import type { ScriptedCaller } from '../../../emulator/scripted-caller.ts';
import { virtualClock } from '../../../emulator/virtual-clock.ts';
import { type Stack, type StackOptions, startStack } from '../../../local/stack.ts';
import { tablesConnectionString } from '../../support/tables.ts';
import { flowOf } from './flow-text.ts';

/** A release of the line, by the words that its flow alone says. */
export interface Release {
  word: string;
  /** The key that every question of it wants; in the other releases it means something else. */
  key: string;
  flow: Flow;
}

/** Two releases that differ in every word, every step's name, and every key. */
export const RELEASES: readonly Release[] = [
  { word: 'First', key: '1', flow: flowNamed('First', '1', '2') },
  { word: 'Second', key: '2', flow: flowNamed('Second', '2', '1') },
];

function flowNamed(word: string, key: string, other: string): Flow {
  const name = word.toLowerCase();
  return flowOf(`
  welcome: { say: ${word} welcome., next: ${name}-menu }
  ${name}-menu:
    menu: ${word} menu.
    keys: { ${key}: ${name}-account, ${other}: ${name}-wrong }
    again: [${word} menu again.]
    otherwise: ${name}-wrong
  ${name}-account:
    gather: ${word} account.
    digits: { exactly: 4, end: '#' }
    as: account
    next: ${name}-right
    otherwise: ${name}-wrong
  ${name}-right:
    menu: ${word} question.
    keys: { ${key}: ${name}-thanks, ${other}: ${name}-wrong }
    otherwise: ${name}-wrong
  ${name}-thanks: { hangUp: ${word} goodbye. }
  ${name}-wrong: { hangUp: ${word} mistake. }
  operator: { hangUp: ${word} operator. }
`);
}

/** A deployment: after how many episodes of all calls together, and, once it was, at what time of the clock. */
export interface Deployment {
  release: Release;
  at: number;
  /** Calls that went on. */
  during: number;
}

export interface DeployedLine extends Stack {
  deployments: Deployment[];
  /** What went wrong in functions and orchestrations, and error lines of the log. */
  errors: string[];
  /** Has callers ring at `times` of the clock (ms from now), each with a script; resolves when all of them are done. */
  callers(
    times: readonly number[],
    script: (caller: ScriptedCaller, n: number) => Promise<void>,
  ): Promise<void>;
}

/**
 * A line in virtual time whose worker is replaced by one of another release after every `every` episodes of its orchestrations, in the
 * middle of whatever goes on, and whose activities die with their worker now and then: by `seed`, never twice in a row.
 */
export async function deployedLine(seed: number, every: number): Promise<DeployedLine> {
  const tables = tablesConnectionString();
  await emptyTables(tables);
  const clock = virtualClock();
  const random = seededRandom(seed);
  const errors: string[] = [];
  const deployments: Deployment[] = [];
  let episodes = 0;
  const [first] = RELEASES;
  if (!first) throw new Error('there are no releases');
  const options: StackOptions = {
    clock,
    tables,
    flow: first.flow,
    log: (line) => line.includes('"level":"error"') && errors.push(line),
    onError: (text) => errors.push(text),
    switches: {
      // the one after a death is the repeat
      activityDies(_name, attempt) {
        if (attempt % 2 === 0 || random.next() > 0.2) return undefined;
        return random.next() < 0.5 ? 'before' : 'after';
      },
      async beforeEpisode() {
        episodes += 1;
        if (episodes % every === 0) await deploy();
      },
    },
  };
  const stack = await startStack(options);

  async function deploy(): Promise<void> {
    const release = RELEASES[(deployments.length + 1) % RELEASES.length] ?? first;
    const open = stack.host.durable.instances().filter(({ status }) => status === 'Running');
    if (release) {
      options.flow = release.flow;
      deployments.push({ release, at: clock.now(), during: open.length });
    }
    await stack.host.restartWorker();
  }

  return {
    ...stack,
    errors,
    deployments,
    async callers(times, script) {
      const enter = scriptDesk(clock).join();
      const scripts = times.map((time, n) => {
        const caller = stack.caller(`+1555020${String(n).padStart(4, '0')}`);
        return new Promise<void>((resolve, reject) => {
          clock.after(time, () => void script(caller, n).then(resolve, reject));
        });
      });
      enter('waiting'); // time passes though nobody rings at the moment
      try {
        await Promise.all(scripts);
      } finally {
        enter('idle');
      }
    },
    async stop() {
      clock.stop();
      await stack.stop();
    },
  };
}
