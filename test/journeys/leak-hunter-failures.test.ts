import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tablesConnectionString } from '../support/tables.ts';
import { CARD, onCardLine, type WatchedLine } from './support/card-line.ts';
import { leaks } from './support/leak-hunter.ts';
import type { LineOptions } from './support/line.ts';
import { type TablesProxy, tablesProxy } from './support/tables-proxy.ts';

/** How often the caller keys in the whole number before giving up. */
const PATIENCE = 4;

interface Story {
  /** Before the caller rings. */
  first?: (line: WatchedLine) => Promise<void>;
  /** As soon as the caller is asked for the number, before it is keyed in. */
  asked?: (line: WatchedLine) => Promise<void>;
  /** While the number is being keyed in, and after. */
  keyed?: (line: WatchedLine) => Promise<void>;
  /** What the caller keys in; default the whole number. */
  keys?: string;
}

/** A caller who keys the number in whenever it is asked for, whatever became of it the last time; how often that was. */
async function insists(line: WatchedLine, { first, asked, keyed, keys }: Story): Promise<number> {
  const { first: caller } = line;
  let times = 0;
  await first?.(line);
  await caller.rings();
  while (times < PATIENCE && (await isAsked(caller))) {
    times += 1;
    await asked?.(line);
    caller.presses(keys ?? `${CARD}#`);
    await keyed?.(line);
  }
  await line.passes(2_500);
  if (caller.phone().state !== 'ended') await caller.hangsUp();
  await line.passes(60_000);
  return times;
}

/** False also when the call is over. */
function isAsked(caller: WatchedLine['first']): Promise<boolean> {
  return caller.hears('card number', { withinSeconds: 40 }).then(
    () => true,
    () => false,
  );
}

/** Where it says so the caller is never asked, so that nothing can be keyed in; else at least once. */
async function leavesNoTrace(
  story: Story,
  options: LineOptions = {},
  isEverAsked = true,
): Promise<void> {
  await onCardLine(async (line) => {
    expect((await insists(line, story)) > 0).toBe(isEverAsked);
    expect(leaks(CARD, await line.places())).toEqual([]);
  }, options);
}

const once = { times: 1 };
const refused = { status: 412, code: '8583' };
const away = { status: 503, code: 'ServiceUnavailable' };
const operations = [
  'play',
  'recognize',
  'startContinuousDtmfRecognition',
  'stopContinuousDtmfRecognition',
];

const failures = [
  { play: { fail: 8511, ...once } },
  { play: { fail: 8565 } },
  ...operations.flatMap((operation) => [
    { api: [{ operation, ...refused, ...once }] },
    { api: [{ operation, ...refused }] },
    { api: [{ operation, ...away }] },
  ]),
];

/** Without its prompt nothing is asked for, and nothing secret while continuous recognition cannot be stopped. */
function isEverAsked(failure: (typeof failures)[number]): boolean {
  if ('play' in failure) return 'times' in failure.play;
  return failure.api.every(
    ({ operation, ...how }) =>
      operation !== 'stopContinuousDtmfRecognition' &&
      (operation !== 'recognize' || 'times' in how),
  );
}

describe('a secret card number does not leak by a failure', () => {
  test.each(failures)('from the ring on: %j', async (faults) => {
    const first = (line: WatchedLine) => line.faults(faults);
    await leavesNoTrace({ first }, {}, isEverAsked(faults));
  });

  test.each(failures)('from its question on: %j', async (faults) => {
    await leavesNoTrace({ asked: (line) => line.faults(faults) });
  });

  test.each([
    { callbacks: { copies: 3 } },
    { callbacks: { copies: 3, delayMs: 800, reorder: true } },
    { callbacks: { batch: 4 } },
    { callbacks: { beforeResponse: true } },
    { callbacks: { types: ['RecognizeCompleted'], lose: true } },
    { callbacks: { types: ['ContinuousDtmfRecognitionStopped'], lose: true } },
    { stopToneIncluded: true },
    { toneFailed: { times: 4 } },
  ])('of callbacks: %j', async (faults) => {
    await leavesNoTrace({ first: (line) => line.faults(faults) });
  });

  test('of tokens, when its events are all refused', async () => {
    await leavesNoTrace({ asked: (line) => line.faults({ token: 'expired' }) });
  });

  test.each(['before', 'after'] as const)('of a worker that dies %s its work', async (when) => {
    const activityDies = (_name: string, attempt: number) => (attempt % 2 === 1 ? when : undefined);
    await leavesNoTrace({}, { switches: { activityDies } });
  });

  test('of activities that run twice, with events that wait for each other', async () => {
    const holdBackInbox = { seed: 7, ms: 40 };
    await leavesNoTrace({}, { switches: { activityRunsTwice: true, holdBackInbox } });
  });

  test('of the caller, who hangs up after nine digits', async () => {
    await leavesNoTrace({
      keys: CARD.slice(0, 9),
      async keyed(line) {
        await line.passes(1_900);
        await line.first.hangsUp();
      },
    });
  });
});

describe('a secret card number does not leak while the tables are away', () => {
  let proxy: TablesProxy;
  beforeAll(async () => {
    proxy = await tablesProxy(tablesConnectionString());
  });
  afterAll(() => proxy.stop());

  test('into the log, or into the tables when they are back', async () => {
    const asked = async () => proxy.cut();
    const keyed = async (line: WatchedLine) => {
      await line.passes(8_000);
      proxy.mend();
    };
    try {
      await leavesNoTrace({ asked, keyed }, { tables: proxy.connectionString });
    } finally {
      proxy.mend();
    }
  });
});
