import { describe, expect } from 'vitest';
import { tableClients } from '../../adapters/table-clients.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { called, sets } from './support/called.ts';
import { legs, nothingRuns, talkTogether } from './support/handed-over.ts';
import { journey, type Line } from './support/line.ts';

const OURS = '+15550199';
const ELSEWHERE = '+15550155';

/** Somebody writes a row of the table as Storage Explorer has them do: a column is a text unless they say otherwise. */
async function writes(rowKey: string, columns: Record<string, string | boolean>): Promise<void> {
  const table = tableClients({ connectionString: tablesConnectionString() }).Line;
  await table.upsertEntity({ partitionKey: 'line', rowKey, ...columns }, 'Replace');
}

/** What the line says of its numbers. */
async function numbers(line: Line): Promise<unknown> {
  return ((await line.api('/line')).json as { numbers: unknown }).numbers;
}

describe('a row of the table Line that somebody writes by hand', () => {
  journey('has new callers hear a message within half a minute', async (line) => {
    const { first } = line;
    await first.rings();
    await first.hears('Welcome');
    await first.hangsUp();
    await writes('*', { state: 'message', text: 'Closed because of the flood.' });
    await line.passes(29_000);
    const caller = line.caller('+15550101');
    await caller.rings();
    await caller.hears('because of the flood');
    await caller.hears('Welcome');
    await caller.hangsUp();
    expect(await numbers(line)).toEqual([
      { number: 'all', state: 'message', text: 'Closed because of the flood.' },
    ]);
  });

  journey('is read as it is meant: a text that says true, blanks, a capital', async (line) => {
    const { first: caller } = line;
    await writes(OURS, { state: ' Message', text: ' Closed. ', hangUp: 'true' });
    await caller.rings();
    await caller.hears('Closed.');
    await caller.isHungUpOn();
    expect(caller.phone().heard).toMatchObject([{ content: 'Closed.' }]);
    await writes(OURS, { state: 'off', hangUp: '' });
    await writes('*', { state: 'Reject\n' });
    await line.passes(29_000);
    const next = line.caller('+15550101');
    await next.rings();
    await next.isHungUpOn();
    expect((await line.calls())[0]).toMatchObject({ outcome: 'rejected' });
  });

  journey('hands new callers over to a number', async (line) => {
    const { first: caller } = line;
    await sets(line, ELSEWHERE, { on: 'answer', afterMs: 2_000 });
    await writes('*', { state: 'transfer', to: `${ELSEWHERE} `, text: '' });
    await caller.rings();
    const there = called(line, ELSEWHERE);
    await there.rings();
    await line.passes(2_000);
    await talkTogether(caller, there);
    expect(await legs(line)).toEqual([]);
    nothingRuns(line);
  });

  journey('hands nobody over to a number that may not be dialled', async (line) => {
    const { first: caller } = line;
    await writes('*', { state: 'transfer', to: '+442071838750' });
    await caller.rings();
    await caller.hears('Welcome');
    expect(await called(line, '+442071838750').all()).toEqual([]);
    expect(await line.requests(':transferToParticipant')).toEqual([]);
    expect(line.logged).toContainEqual(expect.objectContaining({ event: 'not-allowed' }));
    expect(JSON.stringify(line.logged)).not.toContain('442071838750');
    await caller.hangsUp();
  });

  for (const [what, columns] of [
    ['of no state that there is', { state: 'closed', text: 'Closed.' }],
    ['without the words of its message', { state: 'message' }],
    ['without the number to go to', { state: 'transfer', to: '0155 50155' }],
  ] as const) {
    journey(
      `${what} leaves callers to the flow, and is told in the log and by the line`,
      async (line) => {
        const { first: caller } = line;
        await writes('*', columns);
        await caller.rings();
        await caller.hears('Welcome');
        await caller.hears('press 1');
        await caller.hangsUp();
        const told = line.logged.filter(({ event }) => event === 'line-malformed');
        expect(told).toMatchObject([{ level: 'error', to: '+••••••99' }]);
        expect(await numbers(line)).toEqual([{ number: 'all', state: 'malformed' }]);
      },
    );
  }
});
