import { TableClient, TableServiceClient } from '@azure/data-tables';
import { vi } from 'vitest';
import { parseFlow } from '../../../adapters/flow-file.ts';
import type { Flow } from '../../../calls/flow.ts';
import type { ScriptedCaller } from '../../../emulator/scripted-caller.ts';
import { tablesConnectionString } from '../../support/tables.ts';
import type { Place } from './leak-hunter.ts';
import { type Line, type LineOptions, startLine } from './line.ts';

/** What the caller keys in; Luhn is content with it. */
export const CARD = '4539578763621486';

/** A line that asks for a card number, secret or (for the hunter's own test) not, and then for something else. */
export function cardFlow({ sensitive = true } = {}): Flow {
  const text = `
line: Cards
language: en-GB
voice: en-GB-SoniaNeural
start: welcome
operator: operator
steps:
  welcome: { say: Welcome to the payment line., next: card }
  card:
    gather: Please key in your card number, then hash.
    digits: { exactly: 16, end: '#', betweenKeysSeconds: 2 }
    match: luhn
    ${sensitive ? 'sensitive: true' : ''}
    readBack: Your card ends in {${sensitive ? 'lastFour' : 'digits'}}. If that is right, press 1.
    as: card
    next: more
    otherwise: operator
  more:
    menu: To pay now, press 1. To pay later, press 2.
    keys: { 1: done, 2: done }
    otherwise: operator
  done: { hangUp: Thank you. Goodbye. }
  operator: { hangUp: We are sorry. Nobody is there. }
`;
  const parsed = parseFlow(text, 'cards.yaml');
  if (!parsed.ok) throw new Error(parsed.report);
  return parsed.flow;
}

/** A line on virtual time that keeps all it writes anywhere, so that it can be searched. */
export interface WatchedLine extends Line {
  first: ScriptedCaller;
  /** Everything that outlives the call: tables, histories, logs, what was printed, and what the API answers. */
  places(): Promise<Place[]>;
}

/** Runs a story on a line for cards, with the console watched. The line is stopped at the end, whatever happens. */
export async function onCardLine(
  story: (line: WatchedLine) => Promise<void>,
  options: LineOptions = {},
): Promise<void> {
  const written: string[] = [];
  const keep = (text: unknown) => void written.push(String(text));
  const spies = [
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...texts) => texts.forEach(keep)),
    ),
    ...[process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        keep(text);
        return true;
      }),
    ),
  ];
  const line = await startLine({
    flow: cardFlow(),
    log: keep,
    onHostLog: keep,
    onError: keep,
    ...options,
  });
  const places = async () => [
    ...(await tablesOf(tablesConnectionString())),
    ...historiesOf(line),
    ...(await answersOf(line)),
    { name: 'log and console', text: written.join('\n'), rows: written },
  ];
  try {
    await story({ ...line, first: line.caller(), places });
  } finally {
    await line.stop();
    for (const spy of spies) spy.mockRestore();
  }
}

/** Every row of every table of the account, raw and in key order; when it was changed is the service's own. */
async function tablesOf(connectionString: string): Promise<Place[]> {
  const places: Place[] = [];
  const insecure = { allowInsecureConnection: true };
  for await (const { name = '' } of TableServiceClient.fromConnectionString(
    connectionString,
    insecure,
  ).listTables()) {
    const rows: object[] = [];
    const client = TableClient.fromConnectionString(connectionString, name, insecure);
    for await (const { etag: _, timestamp: _at, ...row } of client.listEntities()) rows.push(row);
    places.push({ name: `table ${name}`, text: JSON.stringify(rows), rows });
  }
  return places;
}

/** All that Durable Functions keeps: input, output and status of every instance, and its history. */
function historiesOf({ host }: Line): Place[] {
  return host.durable.instances().map((instance) => {
    const history = host.durable.history(instance.id);
    const name = instance.id.includes('-d') ? 'history of a deadline' : 'history of the call';
    return { name, text: JSON.stringify({ instance, history }), rows: history };
  });
}

async function answersOf(line: Line): Promise<Place[]> {
  const calls = await line.calls();
  const ids = calls.map(({ callId }) => callId);
  const paths = ids.flatMap((id) => [`/calls/${id}`, `/calls/${id}/numbers`]);
  const answers = await Promise.all([
    line.api('/calls?day=2026-11-20'),
    line.api('/calls/search', { from: '+15550100' }),
    ...paths.map((path) => line.api(path)),
  ]);
  return [{ name: 'API', text: JSON.stringify(answers) }];
}
