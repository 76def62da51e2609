import { expect } from 'vitest';
import { countStorage } from '../../local/bench-storage.ts';
import { tablesConnectionString } from '../support/tables.ts';
import { areAway } from './support/agents.ts';
import { journey } from './support/line.ts';
import { ANN, allJoin, joins, picksUp, QUEUE_LINE, takes } from './support/queue-line.ts';

const CALLERS = 20;
const MINUTES = 4;

/** Storage operations of a caller in line and minute: decision 0010. */
const MOST = 24;

journey(
  `a caller in line costs no more than ${MOST} storage operations a minute`,
  async (line) => {
    await picksUp(line, ANN);
    await areAway(line, 'bob');
    await joins(line, 70);
    await takes(line, ANN);
    const [, port = ''] = /TableEndpoint=http:\/\/[^:]+:(\d+)/.exec(tablesConnectionString()) ?? [];
    const measure = async () => {
      const counter = countStorage(Number(port));
      await line.passes(MINUTES * 60_000);
      counter.stop();
      return { ...counter.count };
    };
    const without = await measure();
    await allJoin(
      line,
      Array.from({ length: CALLERS }, (_, index) => 71 + index),
    );
    const counted = await measure();
    const each = (what: 'requests' | 'reads') =>
      (counted[what] - without[what]) / CALLERS / MINUTES;
    console.log(
      `${each('requests').toFixed(1)} storage operations a caller in line and minute, ${each('reads').toFixed(1)} of them reads`,
    );
    expect(each('requests')).toBeLessThan(MOST);
    expect(each('requests')).toBeGreaterThan(1);
  },
  QUEUE_LINE,
);
