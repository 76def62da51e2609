import { expect } from 'vitest';
import { AGENTS_FILE, loadAgents } from '../../../adapters/agents-file.ts';
import type { ScriptedCaller } from '../../../emulator/scripted-caller.ts';
import { flowOf } from './flow-text.ts';
import type { Line, LineOptions } from './line.ts';

/** The agents of flows/agents.yaml, by their phones. */
export const ANNA = '+15550161';
export const BEN = '+15550162';
export const CHLOE = '+15550163';
/** Behind an extension: ww204#. */
export const DEV = '+15550164';

export const AGENT_PHONES = [ANNA, BEN, CHLOE, DEV];

const file = await loadAgents(AGENTS_FILE, true);
if (!file.ok) throw new Error(file.report);
/** The agents of flows/agents.yaml. */
export const STAFF = file.agents;

/** How agents stand, by their ids. */
export type Standing = Record<string, string>;

/** A line whose menu leads to a person by 0, and by key 3 to one who knows about new connections. */
export const STAFFED_LINE = flowOf(`
  welcome: { say: Welcome., next: main }
  main:
    menu: For your account, press 1. For a new connection, press 3.
    keys: { 1: account, 3: connections }
    otherwise: operator
  account:
    gather: Please key in your account number, then hash.
    digits: { exactly: 8, end: '#' }
    as: account
    next: main
    otherwise: operator
  operator:
    escalate: Please hold for a colleague.
    afterAgent: survey
    otherwise: nobody
  connections:
    escalate: Please hold for new connections.
    skill: new-connections
    otherwise: nobody
  survey:
    menu: Were you helped? Press 1 or 2.
    keys: { 1: thanks, 2: thanks }
    otherwise: thanks
  thanks: { hangUp: Thank you. Goodbye. }
  nobody: { hangUp: Nobody is free. Goodbye. }
`);

/** How the agents stand, as the line's API tells it: `anna: available`, `ben: away no-answer`. */
export async function standing(line: Line): Promise<Standing> {
  const { json } = await line.api('/agents');
  const { agents } = json as { agents: { id: string; state: string; reason?: string }[] };
  return Object.fromEntries(
    agents.map(({ id, state, reason }) => [id, reason ? `${state} ${reason}` : state]),
  );
}

/** Makes agents away, so that only the others are offered calls. */
export async function areAway(line: Line, ...ids: string[]): Promise<void> {
  for (const id of ids) await stands(line, id, 'away');
}

/** Makes an agent the last of those who wait for a call. */
export async function isAvailableAgain(line: Line, id: string): Promise<void> {
  await stands(line, id, 'away');
  await stands(line, id, 'available');
}

async function stands(line: Line, id: string, state: 'available' | 'away'): Promise<void> {
  const answer = await fetch(`${line.host.url}/api/agents/${id}`, {
    method: 'PUT',
    body: JSON.stringify({ state }),
  });
  expect(answer.status).toBe(200);
}

/** Takes a caller to the first words of the way to a person, or by key 3 to one who knows about new connections. */
export async function asksForPerson(caller: ScriptedCaller, key: '0' | '3' = '0'): Promise<void> {
  await caller.rings();
  await caller.hears('press 1');
  caller.presses(key);
  await caller.hears('Please hold');
}

/** The options of a line with agents. */
export const STAFFED: LineOptions = { flow: STAFFED_LINE, agents: STAFF };
