import { userInfo } from 'node:os';
import { printable } from '../emulator/story-line.ts';
import { lineApi } from './line-api.ts';
import { LINE_HELP, lineOptions } from './line-options.ts';
import { lineTables } from './line-tables.ts';
import { printableJson } from './printable-json.ts';
import { tellRefusal } from './tell-refusal.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = lineOptions(process.argv.slice(2), process.env);
    if (options === 'help') {
      console.log(LINE_HELP);
      return EXIT.done;
    }
    const { change, json, port } = options;
    const api = lineApi(port, process.env.API_TOKEN);
    const reply = change ? await api.switchLine({ ...change, by: user() }) : await api.line();
    if (!reply.ok) return tellRefusal(onlyOptions(reply), port);
    console.log(json ? printableJson(reply.value) : lineTables(reply.value));
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(printable(error.message));
    return EXIT.wrongUsage;
  }
}

/** What is wrong with a text or a number to go to is not named by an option: none holds it. */
function onlyOptions<R extends { problem: string; target?: string }>(refused: R): R {
  return refused.target === 'number' ? refused : { ...refused, target: undefined };
}

/** Who sits at this machine; some containers have no name for them. */
function user(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody at the terminal';
  }
}
