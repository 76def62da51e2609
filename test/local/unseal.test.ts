import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callStore } from '../../adapters/call-tables.ts';
import { openSeal } from '../../adapters/seal.ts';
import { emptyTables, tableClients } from '../../adapters/table-clients.ts';
import type { DigitsRow } from '../../calls/rows.ts';
import { laptopDigitsKey, newDigitsKey, publicHalf } from '../../local/digits-key.ts';
import { callRow, rowsOf } from '../adapters/support/rows.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { run } from './support/command.ts';
import { freePort } from './support/fake-server.ts';

const CARD = '4539578763621486';
const call = callRow(2);
const another = callRow(3);
const connectionString = tablesConnectionString();
const tables = { TABLES_CONNECTION_STRING: connectionString };

let folder: string;
let keyFile: string;

function digitsRow(turn: number, columns: Partial<DigitsRow>): DigitsRow {
  return {
    turn,
    step: 'card',
    question: 'entry',
    digits: '',
    length: 16,
    result: 'terminated',
    attempt: 1,
    at: '2026-11-20T10:15:04.000Z',
    ...columns,
  };
}

/** Keeps a call with these rows of digits, and no other. */
async function keep(...digits: DigitsRow[]): Promise<void> {
  await emptyTables(connectionString);
  const store = callStore(tableClients({ connectionString }));
  expect(await store.write(call.callId, rowsOf(call, { digits }))).toBeUndefined();
}

const unseal = (...args: string[]) => run('local/unseal.ts', args, tables);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unseal-'));
  keyFile = join(folder, 'digits-key.json');
  await laptopDigitsKey(folder);
});

afterAll(() => rm(folder, { recursive: true }));

describe('npm run unseal', () => {
  test('prints the secret digits of a call with the step that asked for them, and no others', async () => {
    const seal = openSeal(publicHalf(await laptopDigitsKey(folder)));
    await keep(
      digitsRow(2, { step: 'main', question: 'menu', digits: '1', length: 1 }),
      digitsRow(4, { sealed: await seal.seal(call.callId, '123'), length: 3 }),
      digitsRow(16, { sealed: await seal.seal(call.callId, CARD) }),
    );
    expect(await unseal(call.callId, '--key', keyFile)).toEqual({
      code: 0,
      out: `turn 4  card   123\nturn 16  card  ${CARD}\n`,
      err: '',
    });
  });

  test('opens what is good, and says which row is sealed with another key, moved here or damaged', async () => {
    const [own, other] = await Promise.all([laptopDigitsKey(folder), newDigitsKey()]);
    const seal = openSeal(publicHalf(own));
    await keep(
      digitsRow(3, { sealed: await openSeal(publicHalf(other)).seal(call.callId, CARD) }),
      digitsRow(4, { sealed: await seal.seal(another.callId, CARD) }),
      digitsRow(5, { sealed: 'torn' }),
      digitsRow(6, { sealed: await seal.seal(call.callId, '1234') }),
    );
    const { code, out, err } = await unseal(call.callId, '--key', keyFile);
    expect({ code, out }).toEqual({ code: 1, out: 'turn 6  card  1234\n' });
    expect(err.trim().split('\n')).toEqual([
      expect.stringMatching(/^turn 3 {2}card {2}is sealed with another key\. .*--key FILE\.$/),
      expect.stringMatching(/^turn 4 {2}card {2}is the seal of another call/),
      expect.stringMatching(/^turn 5 {2}card {2}is damaged/),
    ]);
  });

  test('ends with 1 when nothing of the call is sealed, or nobody knows the call', async () => {
    await keep(digitsRow(2, { digits: '12345678', length: 8 }));
    expect(await unseal(call.callId, '--key', keyFile)).toEqual({
      code: 1,
      out: '',
      err: `Nothing is sealed of the call ${call.callId}.\n`,
    });
    const unknown = await unseal(another.callId, '--key', keyFile);
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err).toContain(`No call has the id ${another.callId}.`);
  });

  test('ends with 2 without a key, with its public half, and with a file of something else', async () => {
    const missing = join(folder, 'no-key.json');
    expect(await unseal(call.callId, '--key', missing)).toMatchObject({
      code: 2,
      err: `There is no key at ${missing}. Name the file of the private key: --key FILE.\n`,
    });
    const wrong = join(folder, 'wrong.json');
    for (const text of [JSON.stringify(publicHalf(await newDigitsKey())), 'secret words']) {
      await writeFile(wrong, text);
      const { code, err } = await unseal(call.callId, '--key', wrong);
      expect(code).toBe(2);
      expect(err).toContain(`${wrong} holds no private RSA key`);
      expect(err).not.toContain('secret words');
    }
  });

  test('ends with 2 when the tables are away or not named rightly, without the key of the account', async () => {
    const account = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0LWtleQ==;TableEndpoint=http://127.0.0.1:${await freePort()}/a`;
    const { code, err } = await run('local/unseal.ts', [call.callId, '--key', keyFile], {
      TABLES_CONNECTION_STRING: account,
    });
    expect(code).toBe(2);
    expect(err).toContain('The tables cannot be read (ECONNREFUSED).');
    expect(err).not.toContain('c2VjcmV0');
    const torn = { TABLES_CONNECTION_STRING: 'AccountName=a;AccountKey=c2VjcmV0LWtleQ==' };
    const wrong = await run('local/unseal.ts', [call.callId, '--key', keyFile], torn);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('TABLES_CONNECTION_STRING is not the connection string');
    expect(wrong.err).not.toContain('c2VjcmV0');
  });

  test.each([
    [[], 'Give the id of a call: npm run unseal -- 20261120T101502-3f9a0c1be27d.'],
    [['x'], 'Give the id of a call: npm run unseal -- 20261120T101502-3f9a0c1be27d.'],
    [[call.callId, another.callId], 'Give one call id at a time.'],
    [['--keys', 'x'], "Unknown option '--keys'."],
  ])('ends with 2 for wrong usage: %j', async (args, message) => {
    const { code, out, err } = await unseal(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  test('explains itself', async () => {
    const { code, out } = await unseal('--help');
    expect(code).toBe(0);
    expect(out).toContain('--key FILE');
  });
});

describe("the laptop's key", () => {
  test('is made once, for its owner only', async () => {
    expect(await laptopDigitsKey(folder)).toEqual(await laptopDigitsKey(folder));
    if (process.platform !== 'win32') expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  });

  test('is the same for two starts at once, in a folder that is not there yet', async () => {
    const fresh = join(folder, 'fresh');
    const [one, two] = await Promise.all([laptopDigitsKey(fresh), laptopDigitsKey(fresh)]);
    expect(one.n).toBe(two.n);
  });
});
