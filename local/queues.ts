import { printable } from '../emulator/story-line.ts';
import { lineApi } from './line-api.ts';
import { printableJson } from './printable-json.ts';
import { QUEUES_HELP, queuesOptions } from './queues-options.ts';
import { queuesTable } from './queues-table.ts';
import { tellRefusal } from './tell-refusal.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = queuesOptions(process.argv.slice(2), process.env);
    if (options === 'help') {
      console.log(QUEUES_HELP);
      return EXIT.done;
    }
    const reply = await lineApi(options.port, process.env.API_TOKEN).queues();
    if (!reply.ok) return tellRefusal(reply, options.port);
    const queues = reply.value;
    if (options.json) console.log(printableJson(queues));
    else if (queues.length > 0) console.log(queuesTable(queues));
    else console.log('No queues. Describe them in the flow: see docs/queues.md.');
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(printable(error.message));
    return EXIT.wrongUsage;
  }
}
