import { describe, expect } from 'vitest';
import { journey } from './support/line.ts';
import { flows, greeted, publishes, saying } from './support/publishing.ts';

/** A flow that greets with snow, and says so many kilobytes after it. */
function longFlow(kilobytes: number): string {
  const steps = Array.from({ length: kilobytes }, (_, index) => {
    const next = index + 1 < kilobytes ? `long${index + 1}` : 'main';
    return `  long${index}: { say: ${'x'.repeat(970)}, next: ${next} }\n`;
  });
  return saying('Snow').replace('next: main', 'next: long0') + steps.join('');
}

describe('a long flow', () => {
  journey(
    'that a call can carry is published, and heard with a message before it',
    async (line) => {
      const { status, json } = await publishes(line, longFlow(29));
      expect([status, json.error]).toEqual([201, undefined]);
      await greeted(line, 'Snow welcome');
      const text = `Closed. ${'y'.repeat(3_900)}`;
      const body = JSON.stringify({ state: 'message', text });
      const switched = await fetch(`${line.host.url}/api/line`, { method: 'PUT', body });
      expect(switched.status).toBe(200);
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('Closed. yyy');
      await caller.hears('Snow welcome', { withinSeconds: 600 });
      await caller.hangsUp();
    },
  );

  journey(
    'that no call could carry is refused, with how long it is, and not heard',
    async (line) => {
      const { status, json } = await publishes(line, longFlow(33));
      expect(status).toBe(400);
      expect(json.error?.mistakes?.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^the flow is 3\d{4} bytes as JSON, more than 32768\./),
      ]);
      expect((await flows(line, 'GET')).json).toMatchObject({ current: { version: 'file' } });
      await greeted(line, 'Welcome to Northwind');
    },
  );
});
