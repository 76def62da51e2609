import { writeFile } from 'node:fs/promises';
import { loadFlow } from '../adapters/flow-file.ts';
import { flowJsonSchema } from '../calls/flow-schema.ts';
import { FLOW_HELP, type FlowCommand, flowOptions, SCHEMA_FILE } from './flow-options.ts';
import { publish, rollback, show, versions } from './flow-published.ts';
import { counted, inColour, red } from './flow-words.ts';
import { lineFlows } from './line-flows.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const command = flowOptions(process.argv.slice(2), process.env);
    if (command !== 'help') return await run(command);
    console.log(FLOW_HELP);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(error.message);
    return EXIT.wrongUsage;
  }
}

async function run(command: FlowCommand): Promise<number> {
  if (command.does === 'check') return checkAll(command.files);
  if (command.does === 'schema') return writeSchema();
  const flows = lineFlows(command.port, process.env.API_TOKEN);
  switch (command.does) {
    case 'publish':
      return publish(flows, command);
    case 'rollback':
      return rollback(flows, command);
    case 'versions':
      return versions(flows, command);
    case 'show':
      return show(flows, command);
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
