import { callStore } from '../adapters/call-tables.ts';
import type { Access } from '../adapters/config.ts';
import { type TableClients, tableClients } from '../adapters/table-clients.ts';
import { type Unsealed, unseal } from '../adapters/unseal.ts';
import type { CallRecord } from '../calls/ports.ts';
import { printable } from '../emulator/story-line.ts';
import { KeyProblem, readDigitsKey } from './digits-key.ts';
import { UNSEAL_HELP, type UnsealOptions, unsealOptions } from './unseal-options.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = unsealOptions(process.argv.slice(2), process.env);
    if (options === 'help') {
      console.log(UNSEAL_HELP);
      return EXIT.done;
    }
    return await open(options);
  } catch (error) {
    if (!(error instanceof WrongUsage || error instanceof KeyProblem)) throw error;
    console.error(printable(error.message));
    return EXIT.wrongUsage;
  }
}

async function open({ callId, key: path, tables }: UnsealOptions): Promise<number> {
  const key = await readDigitsKey(path);
  if (!key) {
    throw new WrongUsage(
      `There is no key at ${path}. Name the file of the private key: --key FILE.`,
    );
  }
  const record = await kept(tables, callId);
  if (!record) return told(`No call has the id ${callId}. npm run calls lists them.`);
  const rows = record.digits.filter((row) => row.sealed !== undefined);
  if (rows.length === 0) return told(`Nothing is sealed of the call ${callId}.`);

  const opened = await Promise.all(
    rows.map(async ({ turn, step, sealed = '' }) => ({
      name: printable(`turn ${turn}  ${step}`),
      unsealed: await unseal(key, callId, sealed),
    })),
  );
  const width = Math.max(...opened.map(({ name }) => name.length));
  for (const { name, unsealed } of opened) {
    if (unsealed.ok) console.log(`${name.padEnd(width)}  ${unsealed.digits}`);
    else console.error(`${name.padEnd(width)}  ${reasonOf(unsealed)}`);
  }
  return opened.every(({ unsealed }) => unsealed.ok) ? EXIT.done : EXIT.failed;
}

function told(words: string): number {
  console.error(words);
  return EXIT.failed;
}

/** All that is kept of the call. The SDK's own words may hold the key of the tables: only its code is told. */
async function kept(access: Access, callId: string): Promise<CallRecord | undefined> {
  const clients = clientsOf(access);
  try {
    return await callStore(clients).find(callId);
  } catch (error) {
    const { code, statusCode } = error as { code?: string; statusCode?: number };
    throw new WrongUsage(
      `The tables cannot be read (${code ?? statusCode ?? 'no answer'}). Start them with npm start, or set TABLES_CONNECTION_STRING to those that keep the call.`,
    );
  }
}

function clientsOf(access: Access): TableClients {
  try {
    return tableClients(access);
  } catch (error) {
    throw new WrongUsage(
      error instanceof Error ? error.message : 'TABLES_CONNECTION_STRING is wrong.',
    );
  }
}

function reasonOf({ why }: Extract<Unsealed, { ok: false }>): string {
  switch (why) {
    case 'another-key':
      return 'is sealed with another key. Name the one of that time: --key FILE.';
    case 'another-call':
      return 'is the seal of another call: somebody has moved it here.';
    case 'damaged':
      return 'is damaged, and cannot be opened by any key.';
  }
}
