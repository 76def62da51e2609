import { AGENTS_FILE, loadAgents } from '../adapters/agents-file.ts';
import { didYouMean } from '../calls/flow-words.ts';
import { dialledNumber } from './phone-number.ts';
import { WrongUsage } from './wrong-usage.ts';

/** Who answers a phone: what the line rings (E.164, or the raw id of a user of ACS), and what they are called. */
export interface Answering {
  participant: string;
  name: string;
}

/**
 * Who is meant by `who`: a number, else the agent with that id in `file` (absent: the usual file of agents).
 *
 * @throws WrongUsage when there is no such agent, when `who` is no number, or when the file has mistakes
 */
export async function answering(who: string, file: string | undefined): Promise<Answering> {
  if (/^[+\d(]/.test(who)) {
    const number = dialledNumber(who);
    if (number === undefined)
      throw new WrongUsage(`"${who}" is no number. Write it like +15550161.`);
    return { participant: number, name: number };
  }
  const path = file ?? AGENTS_FILE;
  const loaded = await loadAgents(path, true);
  if (!loaded.ok)
    throw new WrongUsage(`${loaded.report}\nMend it, or choose another: --agents FILE.`);
  const agent = loaded.agents.find(({ id }) => id === who);
  if (agent) return agent;
  const ids = loaded.agents.map(({ id }) => id);
  const there = ids.length > 0 ? `There are ${ids.join(', ')}.` : 'There is nobody in it.';
  throw new WrongUsage(`There is no agent "${who}" in ${path}.${didYouMean(who, ids)} ${there}`);
}
