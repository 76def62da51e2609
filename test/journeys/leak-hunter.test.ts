import { describe, expect, test } from 'vitest';
import { callStore } from '../../adapters/call-tables.ts';
import { tableClients } from '../../adapters/table-clients.ts';
import { unseal } from '../../adapters/unseal.ts';
import { newDigitsKey, publicHalf } from '../../local/digits-key.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { CARD, onCardLine, type WatchedLine } from './support/card-line.ts';
import { leaks } from './support/leak-hunter.ts';

const key = await newDigitsKey();
const settings = { DIGITS_KEY: JSON.stringify(publicHalf(key)) };

/** A call on the card line, after which the number is nowhere. */
function leavesNoTrace(title: string, story: (line: WatchedLine) => Promise<void>): void {
  test(title, () =>
    onCardLine(
      async (line) => {
        await story(line);
        expect(leaks(CARD, await line.places())).toEqual([]);
      },
      { settings },
    ),
  );
}

/** The secret entries of the call, opened, in the order they were kept. */
async function opened(line: WatchedLine): Promise<string[]> {
  const { callId } = (await line.record()).call;
  const connectionString = tablesConnectionString();
  const record = await callStore(tableClients({ connectionString })).find(callId);
  const seals = record?.digits.flatMap(({ sealed }) => sealed ?? []) ?? [];
  const results = await Promise.all(seals.map((jwe) => unseal(key, callId, jwe)));
  return results.map((result) => (result.ok ? result.digits : result.why));
}

async function keysCard({ first: caller }: WatchedLine): Promise<void> {
  await caller.rings();
  await caller.hears('card number');
  caller.presses(`${CARD}#`);
}

async function pays({ first: caller }: WatchedLine): Promise<void> {
  await caller.hears('card ends in 1 4 8 6');
  caller.presses('1');
  await caller.hears('pay now');
  caller.presses('1');
  await caller.isHungUpOn();
}

describe('a secret card number leaves no trace but its seal', () => {
  leavesNoTrace('when it is keyed straight through', async (line) => {
    await keysCard(line);
    await pays(line);
    const { call } = await line.record();
    expect(call.outcome).toBe('completed');
    expect(await opened(line)).toEqual([CARD, '1']); // the key after the read-back is secret too
  });

  leavesNoTrace('when it is keyed again during the read-back', async (line) => {
    await keysCard(line);
    const { first: caller } = line;
    await caller.hears('card ends in 1 4 8 6');
    caller.presses(`${CARD}#`);
    await line.passes(60_000);
    await caller.hangsUp();
  });

  leavesNoTrace('when it is keyed again and again, until the line gives up', async (line) => {
    await keysCard(line);
    const { first: caller } = line;
    await caller.hears('card ends in 1 4 8 6');
    caller.presses(`${CARD}#`.repeat(6));
    await line.passes(120_000);
  });

  for (const interToneTimeoutAs of ['completed', 'failed'] as const) {
    for (const tonesOn8532 of [true, false]) {
      leavesNoTrace(
        `when the caller pauses too long after nine digits (${interToneTimeoutAs}, ${tonesOn8532 ? 'with' : 'without'} tones)`,
        async (line) => {
          const { first: caller } = line;
          await line.faults({ interToneTimeoutAs, tonesOn8532 });
          await caller.rings();
          await caller.hears('card number');
          caller.presses(CARD.slice(0, 9));
          await line.passes(5_000);
          caller.presses(`${CARD.slice(9)}#`);
          await line.passes(20_000);
          caller.presses(`1${CARD}#`);
          await line.passes(20_000);
          await caller.hangsUp();
          const wanted = tonesOn8532 ? [CARD.slice(0, 9), CARD] : [CARD];
          expect(await opened(line)).toEqual(expect.arrayContaining(wanted));
        },
      );
    }
  }
});
