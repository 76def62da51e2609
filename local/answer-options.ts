import { parseArgs } from 'node:util';
import { type KeyStep, keySteps } from './phone-keys.ts';
import { parsedArguments, portOf, WrongUsage } from './wrong-usage.ts';

export const ANSWER_HELP = `npm run answer -- anna                 an agent's phone in the terminal, for a line that npm start runs
npm run answer -- +15550161            the phone of a number

  --keys 1                unattended: 1 at the first prompt of every call, and at each p
                          the prompt after it is waited for; w is half a second;
                          what nothing listens to yet is pressed again
  --decline               presses every ring away
  --once                  ends after one call
  --agents FILE           where agents are described (environment AGENTS; flows/agents.yaml)
  --emulator-port 8600    where the emulator listens (or environment EMULATOR_PORT)
  --help                  this text

It waits until it is rung, picks up, and waits again when the call is over, until Ctrl-C.
In a call: 1 takes it, 2 declines it; then *2 is hold, *3 hands over, *9 ends.
0-9 A-D * # are pressed at once, h hangs up, Ctrl-C hangs up and ends.
Without a terminal, lines of keys are read from the input; h hangs up there as well.

Exit code: 0 stopped by Ctrl-C; with --once, the call ended normally or was pressed away,
1 it did not, or the emulator went away, 2 wrong usage or nothing listens there.`;

export interface AnswerOptions {
  /** An agent's id, or a number as it was typed. */
  who: string;
  /** File that describes the agents; absent: the usual one. */
  agents?: string;
  /** Absent when a person or the input presses the keys. */
  keys?: KeyStep[];
  decline: boolean;
  once: boolean;
  emulatorPort: number;
}

/**
 * Whose phone to answer, and how; `help` when that was asked for.
 *
 * @throws WrongUsage
 */
export function answerOptions(
  args: string[],
  env: Record<string, string | undefined>,
): AnswerOptions | 'help' {
  const { values, positionals } = parsedArguments(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        agents: { type: 'string', default: env.AGENTS },
        keys: { type: 'string' },
        decline: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        'emulator-port': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const { agents, keys, decline, once } = values;
  const [who, another] = positionals;
  if (who === undefined)
    throw new WrongUsage('Say whose phone to answer: an agent, like anna, or a number.');
  if (another !== undefined)
    throw new WrongUsage('Answer one phone at a time. A number with spaces goes in quotes.');
  if (decline && keys !== undefined)
    throw new WrongUsage('--keys: Leave it out with --decline, which never picks up.');
  return {
    who,
    agents: agents || undefined,
    keys: keys === undefined ? undefined : keySteps(keys),
    decline,
    once,
    emulatorPort: portOf(
      '--emulator-port',
      values['emulator-port'],
      { name: 'EMULATOR_PORT', value: env.EMULATOR_PORT },
      8600,
    ),
  };
}
