import { emptyTables, tableClients } from '../../../adapters/table-clients.ts';
import type { Flow } from '../../../calls/flow.ts';
import { callbackToken } from '../../../emulator/callback-token.ts';
import { virtualClock } from '../../../emulator/virtual-clock.ts';
import { ROLES } from '../../../functions/access.ts';
import { newDigitsKey, publicHalf } from '../../../local/digits-key.ts';
import { startStack } from '../../../local/stack.ts';
import { PLANTED_NUMBER } from './broken-values.ts';
import type { Shot } from './shots.ts';
import { PLANTED_CONTEXT, PLANTED_TONES } from './targets.ts';

/** A line to fire at. */
export interface FiringRange {
  /** What is wrong with the answer to a shot, or with what was logged meanwhile. */
  fire(shot: Shot): Promise<string | undefined>;
  /** What is wrong with the line after it all. */
  leftBehind(): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** Nothing of it may be in an answer or in the log: what was in a body, a token, or what our code looks like from inside. */
const SECRET = new RegExp(
  [PLANTED_NUMBER.slice(1), PLANTED_CONTEXT, PLANTED_TONES.slice(0, 5).join('\\W+'), '45395787']
    .concat([
      'eyJ',
      'AccountKey',
      'accesskey',
      'node_modules',
      'file://',
      '\\.ts:\\d',
      '\\bat .*:\\d+:\\d+',
    ])
    .join('|'),
);

/** What is logged as an error although it is the sender's. */
const THEIRS = 'malformed-incoming-call';

/**
 * Starts a line for shots, over tables that are emptied. Its clock stands still: nothing happens in it but what is sent. Tokens are asked
 * for, and good ones go along.
 */
export async function firingRange(tables: string, flow: Flow): Promise<FiringRange> {
  await emptyTables(tables);
  const clock = virtualClock();
  const told: string[] = [];
  const failed: string[] = [];
  const stack = await startStack({
    clock,
    tables,
    flow,
    agents: [{ id: 'anna', name: 'Anna', participant: '+15550161', skills: [] }],
    settings: { DIGITS_KEY: JSON.stringify(publicHalf(await newDigitsKey())) },
    apiTokens: true,
    log: (line) => told.push(line),
    onHostLog: (text) => told.push(text),
    onError: (text) => failed.push(text),
  });
  const tokens = {
    api: await stack.tokenIssuer?.token(ROLES),
    callback: await callbackToken(stack.emulatorUrl, clock.now(), { id: 'shot' }),
  };
  const before = await rows(tables);

  return {
    async fire({ method, path, token, headers, body, statuses }) {
      told.length = 0;
      failed.length = 0;
      const answer = await fetch(`${stack.host.url}${path}`, {
        method,
        headers: token ? { ...headers, authorization: `Bearer ${tokens[token]}` } : headers,
        body: body && new Uint8Array(body),
      });
      const text = await answer.text();
      if (!statuses.includes(answer.status)) return `answered ${answer.status}: ${text}`;
      if (SECRET.test(text)) return `the answer tells too much: ${text}`;
      if (failed.length > 0) return `a function failed: ${failed.join()}`;
      const line = told.find((one) => SECRET.test(one));
      if (line) return `the log tells too much: ${line}`;
      const error = told.find((one) => one.includes('"level":"error"') && !one.includes(THEIRS));
      return error && `logged as an error: ${error}`;
    },
    async leftBehind() {
      await stack.host.idle();
      const started = stack.host.durable.instances();
      if (started.length > 0) return `${started.length} orchestrations were started`;
      if ('polluted' in {}) return 'the prototype of all objects was changed';
      const after = await rows(tables);
      return after === before ? undefined : `the tables have changed:\n${before}\n${after}`;
    },
    async stop() {
      clock.stop();
      await stack.stop();
    },
  };
}

/** All rows of all tables. */
async function rows(connectionString: string): Promise<string> {
  const lines: string[] = [];
  for (const [name, table] of Object.entries(tableClients({ connectionString })))
    for await (const row of table.listEntities()) lines.push(`${name} ${JSON.stringify(row)}`);
  return lines.join('\n');
}
