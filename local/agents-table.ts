import type { ListedAgent } from './line-api.ts';
import { textTable } from './text-table.ts';

const HEADINGS = ['Id', 'Name', 'State', 'Since (UTC)', 'Skills', 'Call'];

/** Agents as a table, in the order they come in; the first column is what `npm run agents -- <id> away` takes. */
export function agentsTable(agents: ListedAgent[]): string {
  return textTable(HEADINGS, agents.map(cells));
}

function cells({ id, name, state, reason, wrapUpUntil, ...agent }: ListedAgent): string[] {
  const why = reason ?? (wrapUpUntil && `until ${wrapUpUntil.slice(11, 19)}`);
  return [
    id,
    name,
    why ? `${state} (${why})` : state,
    agent.stateSince.slice(0, 19).replace('T', ' '),
    agent.skills.join(', '),
    agent.callId ?? '',
  ];
}
