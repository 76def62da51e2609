import { describe, expect } from 'vitest';
import type { Phone } from '../../emulator/entities.ts';
import { flowOf } from './support/flow-text.ts';
import { journey } from './support/line.ts';

/** A line that sends these keys to whoever calls. */
function lineSending(tones: string) {
  const flow = flowOf(`
  welcome: { say: Keys follow., next: tones }
  tones: { sendTones: '${tones}', next: sent, otherwise: unsent }
  sent: { hangUp: All keys were sent. }
  unsent: { hangUp: The keys could not be sent. }
  operator: { hangUp: Nobody is there. }
`);
  return { flow };
}

/** The keys that a phone heard, and when, in milliseconds. */
function tonesOf({ heard }: Phone): { key: string; at: number }[] {
  return heard
    .filter(({ kind }) => kind === 'tone')
    .map(({ content, at }) => ({ key: content, at: Date.parse(at) }));
}

const keysOf = (phone: Phone) =>
  tonesOf(phone)
    .map(({ key }) => key)
    .join('');

describe('keys that the line sends', () => {
  journey(
    'are heard one by one, with pauses at least as long as written',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('All keys were sent');
      expect(keysOf(caller.phone())).toBe('1A*#D');
      const times = tonesOf(caller.phone()).map(({ at }) => at);
      const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      for (const [index, pauseMs] of [500, 1000, 2500, 0].entries()) {
        expect(waits[index]).toBeGreaterThanOrEqual(pauseMs + 250); // a tone takes 250 ms
        expect(waits[index]).toBeLessThan(pauseMs + 350);
      }
      await caller.isHungUpOn();
      expect((await line.record()).call.outcome).toBe('completed');
    },
    lineSending('1wAW*,Ww#D'),
  );

  const FORTY = '0123456789'.repeat(4);

  journey(
    'go out eighteen at a time, and each part waits for the one before',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('All keys were sent');
      expect(keysOf(caller.phone())).toBe(FORTY);
      const requests = await line.requests(':sendDtmfTones');
      const lengths = requests.map(({ body }) => (body as { tones: string[] }).tones.length);
      expect(lengths).toEqual([18, 18, 4]);
      const told = (await line.record()).timeline.map(({ type }) => type);
      expect(told.filter((type) => /sendDtmfTones/i.test(type))).toEqual(
        Array(3).fill(['sendDtmfTones', 'SendDtmfTonesCompleted']).flat(),
      );
    },
    lineSending(FORTY),
  );

  journey(
    'that fail lead out, and the timeline says how far they got',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('Keys follow');
      await line.passes(3_000);
      await line.faults({ sendTones: { fail: 8599 } });
      await caller.hears('could not be sent');
      expect(keysOf(caller.phone())).toBe(FORTY.slice(0, 18));
      await caller.isHungUpOn();
      const { call, timeline } = await line.record();
      expect(call.outcome).toBe('failed');
      expect(timeline.find(({ type }) => type === 'not-sent')?.words).toContain('number 18,');
    },
    lineSending(FORTY),
  );

  journey(
    'are not asked for when the number is withheld',
    async (line) => {
      const caller = line.caller('anonymous');
      await caller.rings();
      await caller.hears('could not be sent');
      await caller.isHungUpOn();
      expect(await line.requests(':sendDtmfTones')).toEqual([]);
      const { timeline } = await line.record();
      expect(timeline.find(({ type }) => type === 'not-sent')?.words).toContain('number 0,');
    },
    lineSending('123'),
  );

  journey(
    'stop when the caller hangs up, and nothing is sent after it',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('3');
      await caller.hangsUp();
      await line.passes(30_000);
      expect(keysOf(caller.phone())).toBe('0123');
      expect(await line.requests(':sendDtmfTones')).toHaveLength(1);
      const { call } = await line.record();
      expect(call).toMatchObject({ state: 'ended', outcome: 'abandoned' });
      expect(line.logged.filter(({ level }) => level === 'error')).toEqual([]);
    },
    lineSending(FORTY),
  );
});
