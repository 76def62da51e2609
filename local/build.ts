import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { bundle } from './bundle.ts';
import { EXIT, parsedArguments, WrongUsage } from './wrong-usage.ts';

const HELP = `npm run build [-- options]            writes dist/app.js, which the Functions host loads

  --out FILE   another file to write
  --minify     smaller, but stack traces need the source map
  --help       this text`;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const { values } = parsedArguments(() =>
      parseArgs({
        options: {
          out: { type: 'string', default: join(import.meta.dirname, '..', 'dist', 'app.js') },
          minify: { type: 'boolean', default: false },
          help: { type: 'boolean', default: false },
        },
      }),
    );
    if (values.help) console.log(HELP);
    else await write(resolve(values.out), values.minify);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof WrongUsage)) {
      const reason = error instanceof Error ? error.message : String(error);
      console.error(styleText('red', `The bundle was not written: ${reason}`));
      return EXIT.failed;
    }
    console.error(error.message);
    return EXIT.wrongUsage;
  }
}

async function write(outfile: string, minify: boolean): Promise<void> {
  const started = performance.now();
  await bundle(outfile, { minify });
  const megabytes = (statSync(outfile).size / 1_000_000).toFixed(1);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${relative(process.cwd(), outfile)}  ${megabytes} MB, ${seconds} s`);
}
