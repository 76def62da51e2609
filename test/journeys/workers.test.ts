import { describe, expect } from 'vitest';
import type { Switches } from '../../local/durable/switches.ts';
import { journey, reportsOutage, startLine, toReadBack } from './support/line.ts';

/** A worker that is replaced before every episode of every orchestration. */
const restarts: Switches = {};
let restarted = 0;

describe('a worker', () => {
  journey(
    'that is restarted between every two events loses nothing',
    async (line) => {
      const { first: caller } = line;
      restarted = 0;
      restarts.beforeEpisode = async () => {
        restarted += 1;
        await line.host.restartWorker();
      };
      await reportsOutage(caller);
      const { call, digits } = await line.record();
      expect(call.outcome).toBe('completed');
      expect(digits.map((row) => row.digits)).toEqual(['1', '12345678', '1']);
      expect(restarted).toBeGreaterThan(15);
    },
    { switches: restarts },
  );

  for (const when of ['before', 'after'] as const) {
    journey(
      `that dies in every turn, ${when} its work was done, is replaced, and the call goes on`,
      async (line) => {
        const { first: caller } = line;
        await reportsOutage(caller);
        await line.passes(5000); // the last rows are tried again after 2 s
        expect((await line.record()).call.outcome).toBe('completed');
      },
      { switches: { activityDies: everySecondRun(when) } },
    );
  }

  journey(
    'that does every activity twice answers once, and the caller notices nothing',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('Welcome');
      expect((await line.requests(':answer')).map(({ status }) => status)).toEqual([200, 200]);
      await caller.hears('press 1');
    },
    { switches: { activityRunsTwice: true } },
  );
});

/** The first try of each activity dies, the second lives. */
function everySecondRun(when: 'before' | 'after'): NonNullable<Switches['activityDies']> {
  let runs = 0;
  return () => {
    runs += 1;
    return runs % 2 === 1 ? when : undefined;
  };
}

describe('a call in virtual time', () => {
  journey('tells the same story on every run', async (line) => {
    const { first: caller } = line;
    await toReadBack(caller);
    await caller.staysSilent();
    caller.presses('1');
    await caller.hears('Engineers');
    await caller.isHungUpOn();
    const { timeline } = await line.record();
    const again = await sameCallAgain(line);
    expect(again).toEqual(timeline);
  });
});

async function sameCallAgain(first: { stop(): Promise<void> }) {
  await first.stop();
  const line = await startLine();
  try {
    const caller = line.caller();
    await toReadBack(caller);
    await caller.staysSilent();
    caller.presses('1');
    await caller.hears('Engineers');
    await caller.isHungUpOn();
    return (await line.record()).timeline;
  } finally {
    await line.stop();
  }
}
