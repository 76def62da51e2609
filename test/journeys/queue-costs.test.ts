import { expect, test } from 'vitest';
import { countStorage } from '../../local/bench-storage.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { areAway } from './support/agents.ts';
import { type Line, startLine } from './support/line.ts';
import { ANN, allJoin, joins, picksUp, QUEUE_LINE, takes } from './support/queue-line.ts';

const CALLERS = 10;

/** Storage operations of a caller in line and minute: decision 0010. */
const MOST = 14;

/** What the line asks of the tables in a minute, on average over so many. */
async function perMinute(
  line: Line,
  minutes: number,
): Promise<{ requests: number; reads: number }> {
  const [, port = ''] = /TableEndpoint=http:\/\/[^:]+:(\d+)/.exec(tablesConnectionString()) ?? [];
  const counter = countStorage(Number(port));
  await line.passes(minutes * 60_000);
  counter.stop();
  const { requests, reads } = counter.count;
  return { requests: requests / minutes, reads: reads / minutes };
}

test(`a caller in line costs no more than ${MOST} storage operations a minute`, async () => {
  const line = await startLine(QUEUE_LINE);
  line.caller(); // from here on time passes with the test
  try {
    await picksUp(line, ANN);
    await areAway(line, 'bob');
    await joins(line, 70);
    await takes(line, ANN);
    const without = await perMinute(line, 1);
    const numbers = Array.from({ length: CALLERS }, (_, index) => 71 + index);
    await allJoin(line, numbers);
    const counted = await perMinute(line, 4);
    const requests = (counted.requests - without.requests) / CALLERS;
    const reads = (counted.reads - without.reads) / CALLERS;
    console.log(
      `${requests.toFixed(1)} storage operations a caller in line and minute, ${reads.toFixed(1)} of them reads`,
    );
    expect(requests).toBeLessThan(MOST);
    expect(requests).toBeGreaterThan(1);
  } finally {
    await line.stop();
  }
}, 60_000);
