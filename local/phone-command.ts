import { printable } from '../emulator/story-line.ts';
import type { Reply } from './json-request.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

/** Runs a command of a phone, or tells its help text. Gives back the exit code: wrong usage is told on stderr. */
export async function phoneCommand<Options>(
  help: string,
  read: () => Options | 'help',
  act: (options: Options) => Promise<number>,
): Promise<number> {
  try {
    const options = read();
    if (options !== 'help') return await act(options);
    console.log(help);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    // the mistakes of a file have a line each
    console.error(error.message.split('\n').map(printable).join('\n'));
    return EXIT.wrongUsage;
  }
}

/**
 * The value of what was asked of the line or the emulator when the command begins.
 *
 * @throws WrongUsage that says why there is none and which option changes it
 */
export function wanted<T>(reply: Reply<T>, what: string, option: string): T {
  if (reply.ok) return reply.value;
  if (reply.problem === 'refused') throw new WrongUsage(`The ${what}: ${reply.message}`);
  throw new WrongUsage(
    `No ${what} answers. Start both with npm start, or name the port they have with ${option}.`,
  );
}

/** Tells that the emulator has gone away in the middle; gives back the exit code. */
export function emulatorGone(port: number): number {
  console.error(`The emulator on port ${port} no longer answers.`);
  return EXIT.failed;
}
