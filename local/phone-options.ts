import { parseArgs } from 'node:util';
import { type KeyStep, keySteps } from './phone-keys.ts';
import { dialledNumber } from './phone-number.ts';
import { parsedArguments, portOf, WrongUsage } from './wrong-usage.ts';

export const PHONE_HELP = `npm run call [-- options]             a phone in the terminal, for a line that npm start runs

  --from +15550100        who calls
  --to +15550199          who is rung; else the line that listens on --port
  --keys 1p2345w#         an unattended call: 1 at the first prompt, then at each p
                          the prompt after it is waited for; w is half a second;
                          what nothing listens to yet is pressed again
  --emulator-port 8600    where the emulator listens (or environment EMULATOR_PORT)
  --port 7071             where the line listens (or environment PORT)
  --help                  this text

In the call: 0-9 A-D * # are pressed at once, h hangs up, Ctrl-C hangs up and ends.
Without a terminal, lines of keys are read from the input; h hangs up there as well.

Exit code: 0 the call ended normally, 1 it failed or was not answered,
2 wrong usage or nothing listens there.`;

export interface PhoneOptions {
  from: string;
  to?: string;
  /** Absent when a person or the input presses the keys. */
  keys?: KeyStep[];
  emulatorPort: number;
  port: number;
}

/**
 * How to call; `help` when that was asked for.
 *
 * @throws WrongUsage
 */
export function phoneOptions(
  args: string[],
  env: Record<string, string | undefined>,
): PhoneOptions | 'help' {
  const { values } = parsedArguments(() =>
    parseArgs({
      args,
      options: {
        from: { type: 'string', default: '+15550100' },
        to: { type: 'string' },
        keys: { type: 'string' },
        'emulator-port': { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const emulator = { name: 'EMULATOR_PORT', value: env.EMULATOR_PORT };
  return {
    from: number('--from', values.from),
    to: values.to === undefined ? undefined : number('--to', values.to),
    keys: values.keys === undefined ? undefined : keySteps(values.keys),
    emulatorPort: portOf('--emulator-port', values['emulator-port'], emulator, 8600),
    port: portOf('--port', values.port, { name: 'PORT', value: env.PORT }, 7071),
  };
}

function number(option: string, typed: string): string {
  const number = typed === 'anonymous' ? typed : dialledNumber(typed);
  if (number !== undefined) return number;
  throw new WrongUsage(`${option}: "${typed}" is no number. Write it like +15550100.`);
}
