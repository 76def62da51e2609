import { writeFile } from 'node:fs/promises';
import { parseArgs, styleText } from 'node:util';
import { loadFlow } from '../adapters/flow-file.ts';
import type { Flow } from '../calls/flow.ts';
import { flowJsonSchema } from '../calls/flow-schema.ts';
import { didYouMean } from '../calls/flow-words.ts';
import { EXIT, parsedArguments, WrongUsage } from './wrong-usage.ts';

const HELP = `npm run flow -- check [file ...]    what is wrong with a flow: where, and how to mend it
                                    (no file: the one that FLOW names, or flows/main.yaml)
npm run flow -- schema              writes flows/flow.schema.json, by which editors help to write a flow

  --help               this text

Exit code: 0 all is well, 1 a flow has mistakes, 2 wrong usage.`;

const COMMANDS = ['check', 'schema'];
const SCHEMA_FILE = 'flows/flow.schema.json';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    return await run(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(error.message);
    return EXIT.wrongUsage;
  }
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parsedArguments(() =>
    parseArgs({ args, allowPositionals: true, options: { help: { type: 'boolean' } } }),
  );
  if (values.help) {
    console.log(HELP);
    return EXIT.done;
  }
  const [command, ...files] = positionals;
  switch (command) {
    case 'check':
      return await checkAll(files.length > 0 ? files : [process.env.FLOW || 'flows/main.yaml']);
    case 'schema':
      if (files.length > 0) throw new WrongUsage(`schema takes no file; it writes ${SCHEMA_FILE}.`);
      return await writeSchema();
    case undefined:
      throw new WrongUsage('Say what to do: check or schema. See --help.');
    default:
      throw new WrongUsage(
        `There is no command "${command}".${didYouMean(command, COMMANDS)} See --help.`,
      );
  }
}

async function checkAll(files: string[]): Promise<number> {
  let exitCode: number = EXIT.done;
  for (const file of files) {
    const result = await loadFlow(file);
    if (result.ok) {
      console.log(`${file} is fine: ${counted(result.flow)}.`);
    } else {
      console.error(inColour(result.report));
      exitCode = EXIT.failed;
    }
  }
  return exitCode;
}

function counted({ steps, version }: Flow): string {
  const kinds = Object.values(steps).map((step) => step.kind);
  const many = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const of = (kind: string) => kinds.filter((other) => other === kind).length;
  return `${many(kinds.length, 'step')}, ${many(of('menu'), 'menu')}, ${many(of('gather'), 'gather')}; version ${version}`;
}

async function writeSchema(): Promise<number> {
  const text = `${JSON.stringify(flowJsonSchema(), null, 2)}\n`;
  const failure = await writeFile(SCHEMA_FILE, text).catch((error: Error) => error);
  if (failure) {
    console.error(red(`${SCHEMA_FILE} cannot be written: ${failure.message}`));
    return EXIT.failed;
  }
  console.log(`${SCHEMA_FILE} is written.`);
  return EXIT.done;
}

/** The last line says how many mistakes there are. */
function inColour(report: string): string {
  const lines = report.split('\n');
  return [...lines.slice(0, -1), red(lines.at(-1) ?? '')].join('\n');
}

function red(text: string): string {
  return styleText('red', text, { stream: process.stderr });
}
