import { describe, expect } from 'vitest';
import type { BackEndAnswer } from './support/back-end.ts';
import { ANSWER, asksBackEnd, lookupJourney, SECRET } from './support/lookup-line.ts';
import { whereKept } from './support/where-kept.ts';

describe('the secret of a back end is in its requests, and in no table, history or log', () => {
  const cases: [when: string, answer: BackEndAnswer, method: 'GET' | 'POST'][] = [
    ['it answers', { body: ANSWER }, 'GET'],
    ['it answers a POST', { body: ANSWER }, 'POST'],
    ['it refuses with the secret in its words', { status: 401, body: `no: ${SECRET}` }, 'GET'],
    ['it repeats what it was sent, and no JSON', { body: `x-api-key: ${SECRET}` }, 'POST'],
    ['it says the secret where nobody asked', { body: { ...ANSWER, key: SECRET } }, 'GET'],
    ['it breaks off', { body: ANSWER, breaksOff: true }, 'POST'],
    ['it is too late', { body: ANSWER, afterMs: 20_000 }, 'GET'],
  ];
  for (const [when, answer, method] of cases) {
    lookupJourney(
      `when ${when}`,
      async (line) => {
        const { first: caller, backEnd } = line;
        backEnd.answers(answer);
        await asksBackEnd(caller);
        await caller.isHungUpOn();
        await line.passes(20_000);
        expect(backEnd.requests).toMatchObject([{ method, headers: { 'x-api-key': SECRET } }]);
        expect(await whereKept(line, 'billing')).toEqual(
          expect.arrayContaining(['CallTimeline', 'Durable']),
        );
        expect(await whereKept(line, SECRET)).toEqual([]);
        expect(JSON.stringify(line.logged)).not.toContain(SECRET);
      },
      { endpoint: { method } },
    );
  }
});
