import { styleText } from 'node:util';
import { coreTools } from './real-host/core-tools.ts';
import { HOST_JOURNEYS, tellJourney } from './real-host/host-journeys.ts';
import { lineOnHost } from './real-host/line-on-host.ts';
import { EXIT } from './wrong-usage.ts';

const HELP = `npm run test:host    tells journeys to the line under the real Functions host

Needs Azure Functions Core Tools 4 (func) on the PATH; without them it says so and does nothing. Builds the line, starts Azurite, the
emulator and func on free ports of this machine, and lets callers ring.

Exit code: 0 all went well, or there are no Core Tools; 1 a journey failed, or something did not start.`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  if (args.length > 0) {
    console.log(HELP);
    return args.includes('--help') ? EXIT.done : EXIT.wrongUsage;
  }
  const func = coreTools();
  if (func === undefined) {
    console.log(
      'Not run: Azure Functions Core Tools (func) are not on the PATH. Install version 4 of them, then run it again.',
    );
    return EXIT.done;
  }
  try {
    return (await run(func)) ? EXIT.done : EXIT.failed;
  } catch (error) {
    console.error(styleText('red', error instanceof Error ? error.message : String(error)));
    return EXIT.failed;
  }
}

async function run(func: string): Promise<boolean> {
  const line = await lineOnHost(func, (step) => console.log(`  ${step}`));
  let failed = 0;
  try {
    for (const [nth, journey] of HOST_JOURNEYS.entries()) {
      try {
        await tellJourney(line, journey, nth);
        console.log(`  ${styleText('green', 'ok')}      ${journey.title}`);
      } catch (error) {
        failed += 1;
        console.log(`  ${styleText('red', 'failed')}  ${journey.title}`);
        console.error(error instanceof Error ? error.message : String(error));
      }
    }
  } finally {
    await line.stop();
  }
  console.log(`\n${HOST_JOURNEYS.length - failed} of ${HOST_JOURNEYS.length} journeys went well.`);
  return failed === 0;
}
