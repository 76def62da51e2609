import { describe, expect } from 'vitest';
import { STAFFED } from './support/agents.ts';
import { journey } from './support/line.ts';
import { watchSilences } from './support/silences.ts';
import { talksToAnna } from './support/talk.ts';

const CALLER = '+15550100';
const EVERY_FIVE_MINUTES = { settings: { WATCHDOG_SCHEDULE: '0 */5 * * * *' } };

describe('silences of a call', () => {
  journey(
    'are measured where nobody finds out that the end of a prompt was lost',
    async (line) => {
      const { first: caller } = line;
      await line.faults({ callbacks: { types: ['PlayCompleted'], lose: true, times: 1 } });
      const silences = watchSilences(line, CALLER);
      await caller.rings();
      await caller.hears('Welcome');
      await caller.hears('Welcome', { withinSeconds: 600 });
      const [answer, first] = await silences();
      expect(answer).toMatchObject({ after: 'the answer', allowed: 0 });
      expect(answer?.seconds).toBeLessThan(1);
      expect(first).toMatchObject({ after: 'Welcome to Northwind Energy.', allowed: 0 });
      // it rang at 10:15:02, and is looked for at 10:20
      expect(first?.seconds).toBeCloseTo(296, 0);
    },
    EVERY_FIVE_MINUTES,
  );

  journey('are told with what the question before them waits', async (line) => {
    const { first: caller } = line;
    const silences = watchSilences(line, CALLER);
    await caller.rings();
    await caller.hears('press 1');
    await caller.staysSilent();
    const last = (await silences()).at(-1);
    expect(last).toMatchObject({ after: expect.stringContaining('For a power cut') });
    expect(last?.seconds).toBeCloseTo(6, 1);
    expect(last?.allowed).toBe(7);
  });

  journey(
    'that are measured until now end when the caller is gone',
    async (line) => {
      const { first: caller } = line;
      await line.faults({ callbacks: { types: ['PlayCompleted'], lose: true } });
      const silences = watchSilences(line, CALLER);
      await caller.rings();
      await caller.hears('Welcome');
      await line.passes(40_000);
      await caller.hangsUp();
      await line.passes(40_000);
      expect((await silences()).at(-1)?.seconds).toBeCloseTo(38, 0);
    },
    EVERY_FIVE_MINUTES,
  );

  journey(
    'are none while an agent talks to the caller, but when they listen to something else',
    async (line) => {
      const { first: caller } = line;
      const anna = await talksToAnna(line, caller);
      const silences = watchSilences(line, CALLER);
      await line.passes(60_000);
      await anna.presses('*3');
      await anna.hears('Key in the number');
      await anna.presses('12#');
      await anna.hears('not a number');
      await line.passes(30_000);
      const found = await silences();
      expect(found.filter(({ seconds }) => seconds > 1)).toHaveLength(1);
      expect(found.at(-1)?.seconds).toBeLessThan(10);
    },
    STAFFED,
  );
});
