import { printable } from '../emulator/story-line.ts';
import { AGENTS_HELP, type AgentsOptions, agentsOptions } from './agents-options.ts';
import { agentsTable } from './agents-table.ts';
import { type LineApi, lineApi } from './line-api.ts';
import { printableJson } from './printable-json.ts';
import { tellRefusal } from './tell-refusal.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = agentsOptions(process.argv.slice(2), process.env);
    if (options === 'help') {
      console.log(AGENTS_HELP);
      return EXIT.done;
    }
    const api = lineApi(options.port, process.env.API_TOKEN);
    return options.change
      ? await changeAgent(api, options, options.change)
      : await showAgents(api, options);
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(printable(error.message));
    return EXIT.wrongUsage;
  }
}

async function showAgents(api: LineApi, { json, port }: AgentsOptions): Promise<number> {
  const reply = await api.agents();
  if (!reply.ok) return tellRefusal(reply, port);
  const agents = reply.value;
  if (json) console.log(printableJson(agents));
  else if (agents.length > 0) console.log(agentsTable(agents));
  else console.log('No agents. Describe them in flows/agents.yaml: see docs/agents.md.');
  return EXIT.done;
}

async function changeAgent(
  api: LineApi,
  { json, port }: AgentsOptions,
  { id, ...wanted }: NonNullable<AgentsOptions['change']>,
): Promise<number> {
  const reply = await api.setAgent(id, wanted);
  if (!reply.ok) return tellRefusal(reply, port);
  console.log(json ? printableJson(reply.value) : agentsTable([reply.value]));
  return EXIT.done;
}
