import { describe, expect } from 'vitest';
import { areAway, standing } from './support/agents.ts';
import { called } from './support/called.ts';
import { journey } from './support/line.ts';
import { greeted, publishes, saying } from './support/publishing.ts';
import {
  ANN,
  announced,
  hearsAt,
  inLine,
  joins,
  nothingIsLeft,
  picksUp,
  QUEUE_LINE,
  queueText,
  recordOf,
  takes,
} from './support/queue-line.ts';

describe('a caller in line while the flow is changed', () => {
  journey(
    'to one without queues waits on as theirs says, and is offered to who becomes available',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const caller = await joins(line, 71);
      await hearsAt(caller, 'You are number 1');
      expect((await publishes(line, saying('Snow'))).status).toBe(201);
      await greeted(line, 'Snow welcome');
      await line.passes(35_000);
      expect((await announced(caller)).length).toBeGreaterThan(1);
      expect(await inLine()).toEqual(['71']);
      const queues = (await line.api('/queues')).json;
      expect(queues).toMatchObject({ queues: [{ queue: 'support', waiting: 1 }] });
      await called(line, ANN).hangsUp();
      await line.passes(42_000); // a wrap-up, and a run of the watchdog
      expect(await standing(line)).toMatchObject({ ann: 'offered' });
      expect(await takes(line, ANN)).toBe('71');
      await called(line, ANN).hangsUp();
      await nothingIsLeft(line);
      expect((await recordOf(line, 71)).call).toMatchObject({ queueExit: 'accepted' });
    },
    QUEUE_LINE,
  );

  journey(
    'to one with other words stands before those of the new flow, in the same line',
    async (line) => {
      await picksUp(line, ANN);
      await areAway(line, 'bob');
      await joins(line, 70);
      await takes(line, ANN);
      const first = await joins(line, 71);
      await hearsAt(first, 'You are number 1');
      const changed = queueText().replace('You are number', 'Your place is number');
      expect((await publishes(line, changed)).status).toBe(201);
      const second = await joins(line, 72);
      await hearsAt(second, 'Your place is number 2');
      await line.passes(35_000);
      expect((await announced(first)).length).toBeGreaterThan(1);
      await called(line, ANN).hangsUp();
      await line.passes(28_000);
      expect(await takes(line, ANN)).toBe('71');
      expect(await inLine()).toEqual(['72']);
    },
    QUEUE_LINE,
  );
});
