import { brokenRules, faultsOfIssue } from './agents-faults.ts';
import { type AgentProperties, agentsSchema } from './agents-schema.ts';
import { type BrokenFile, brokenFile, readAuthored } from './authored-file.ts';
import { readYaml } from './flow-yaml.ts';

/** Where the agents are described unless `AGENTS` names another file. */
export const AGENTS_FILE = 'flows/agents.yaml';

/** The agents of a line, or everything that is wrong with their file. */
export type AgentsResult = { ok: true; agents: AgentProperties[] } | BrokenFile;

/**
 * Reads the file that describes the agents (docs/agents.md), UTF-8. One that is not there is a mistake if somebody named it;
 * the usual one (`isNamed` is false) may be missing, and then there are no agents. Never rejects.
 */
export async function loadAgents(path: string, isNamed: boolean): Promise<AgentsResult> {
  const read = await readAuthored(path, 'agents', AGENTS_FILE);
  if (read.ok) return parseAgents(read.text, path);
  if (read.code === 'ENOENT' && !isNamed) return { ok: true, agents: [] };
  return brokenFile(path, [read.why]);
}

/** Reads agents from the text of a file; `fileName` is what mistakes call it. An empty text is no agents. Never throws. */
export function parseAgents(text: string, fileName: string): AgentsResult {
  const yaml = readYaml(text);
  if (!yaml.readable) return brokenFile(fileName, yaml.mistakes);
  const value = yaml.value ?? [];
  const lineOf = (index: number) => yaml.place({ path: [index], at: 'value', message: '' }).line;
  const parsed = agentsSchema.safeParse(value);
  const issues = parsed.error?.issues ?? [];
  const faults = [
    ...issues.flatMap((issue) => faultsOfIssue(issue, value)),
    ...brokenRules(value, lineOf),
  ];
  const mistakes = [...yaml.mistakes, ...faults.map(yaml.place)];
  if (!parsed.success || mistakes.length > 0) return brokenFile(fileName, mistakes);
  return { ok: true, agents: parsed.data };
}
