import { printable } from '../emulator/story-line.ts';
import type { Reply } from './json-request.ts';
import { EXIT } from './wrong-usage.ts';

/** Tells on stderr why the line on `port` did not do what it was asked for, in one line; returns the exit code of the command. */
export function tellRefusal(reply: Extract<Reply<unknown>, { ok: false }>, port: number): number {
  if (reply.problem === 'unreachable') {
    console.error(
      `No line listens on port ${port} of this machine. Start it with npm start, or name its port with --port.`,
    );
    return EXIT.wrongUsage;
  }
  const option = reply.target ? `--${reply.target}: ` : '';
  const hint = reply.status === 401 ? ' Set API_TOKEN to one: docs/access.md says how.' : '';
  console.error(printable(`${option}${reply.message}${hint}`));
  return reply.status === 400 ? EXIT.wrongUsage : EXIT.failed;
}
