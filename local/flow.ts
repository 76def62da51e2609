import { writeFile } from 'node:fs/promises';
import { parseArgs, styleText } from 'node:util';
import { loadFlow } from '../adapters/flow-file.ts';
import type { Flow } from '../calls/flow.ts';
import { flowJsonSchema } from '../calls/flow-schema.ts';
import { didYouMean } from '../calls/flow-words.ts';

const USAGE = `Usage:
  npm run flow -- check [file ...]   tells what is wrong with a flow: where, and how to mend it
                                     (no file: the one that FLOW names, or flows/main.yaml)
  npm run flow -- schema             writes flows/flow.schema.json, by which editors help to write a flow
  npm run flow -- --help             prints this

Exit code: 0 if all is well, 1 if a flow has mistakes, 2 for wrong usage.`;

const SCHEMA_FILE = 'flows/flow.schema.json';

process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  const words = readArguments(args);
  if (typeof words === 'string') return wrongUsage(words);
  if (words.help) {
    console.log(USAGE);
    return 0;
  }
  const [command, ...files] = words.positionals;
  if (command === 'check') {
    return await checkAll(files.length > 0 ? files : [process.env.FLOW || 'flows/main.yaml']);
  }
  if (command === 'schema' && files.length === 0) return await writeSchema();
  if (command === 'schema') return wrongUsage(`schema takes no file; it writes ${SCHEMA_FILE}.`);
  return wrongUsage(
    command === undefined
      ? 'Say what to do.'
      : `There is no command "${command}".${didYouMean(command, ['check', 'schema'])}`,
  );
}

/** The words of the command line, or what is wrong with them. */
function readArguments(args: string[]): { help: boolean; positionals: string[] } | string {
  try {
    const options = { help: { type: 'boolean', short: 'h', default: false } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { help: values.help, positionals };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return `${message.split('. ')[0]}.`;
  }
}

function wrongUsage(message: string): number {
  console.error(`${red(message)}\n\n${USAGE}`);
  return 2;
}

async function checkAll(files: string[]): Promise<number> {
  let exitCode = 0;
  for (const file of files) {
    const result = await loadFlow(file);
    if (result.ok) {
      console.log(`${file} is fine: ${counted(result.flow)}.`);
    } else {
      console.error(inColour(result.report));
      exitCode = 1;
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
    return 1;
  }
  console.log(`${SCHEMA_FILE} is written.`);
  return 0;
}

/** The last line says how many mistakes there are. */
function inColour(report: string): string {
  const lines = report.split('\n');
  return [...lines.slice(0, -1), red(lines.at(-1) ?? '')].join('\n');
}

function red(text: string): string {
  return styleText('red', text, { stream: process.stderr });
}
