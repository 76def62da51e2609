import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import type { Flow } from '../../calls/flow.ts';

type AuthoredStep = Record<string, unknown>;

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const step: fc.Arbitrary<AuthoredStep> = fc.oneof(
  fc.record({ say: fc.constant('Hello.'), next: name }),
  fc.record({ menu: fc.constant('Press 1.'), keys: fc.record({ 1: name }), otherwise: name }),
  fc.record({
    gather: fc.constant('Key in your number.'),
    digits: fc.constant({ exactly: 4 }),
    as: fc.constant('number'),
    next: name,
    otherwise: name,
  }),
  fc.record({
    escalate: fc.constantFrom('Hold.', { text: 'Hold.', audio: 'hold.wav' }),
    afterAgent: name,
    otherwise: name,
  }),
  fc.record({ escalate: fc.constant('Hold.'), otherwise: name }),
  fc.record({
    transfer: fc.constant('One moment.'),
    to: fc.constant('+15550155'),
    otherwise: name,
  }),
  fc.constant({ hangUp: true }),
);
const steps = fc.record({ a: step, b: step, c: step, d: step, e: step, f: step });

/** What leads on by itself, or holds steps of its own. */
const field = { gather: '?', digits: { exactly: 4 } };
const more = fc.oneof(
  { weight: 3, arbitrary: step },
  {
    arbitrary: fc.record({ sendTones: fc.constant('1w2'), next: name, otherwise: name }),
    weight: 1,
  },
  {
    arbitrary: fc.record(
      { hours: fc.constant('office'), open: name, closed: name, holiday: name },
      { requiredKeys: ['hours', 'open', 'closed'] },
    ),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      lookup: fc.constant('billing'),
      when: fc.record({ '/status': fc.record({ open: name }) }),
      waiting: fc.constant('One moment.'),
      sorry: fc.record({ say: fc.constant('Sorry.'), keys: fc.record({ '2': name }) }),
      next: name,
      otherwise: name,
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      form: fc.constant('Two things.'),
      fields: fc.constant([
        { ...field, as: 'one' },
        { ...field, as: 'two' },
      ]),
      next: name,
      otherwise: name,
    }),
    weight: 1,
  },
);
const moreSteps = fc.record({ a: more, b: more, c: more, d: more, e: more, f: more });

/** JSON is YAML. */
function parse(authored: Record<string, AuthoredStep>) {
  const head = { line: 'Test', language: 'en-GB', voice: 'en-GB-SoniaNeural', start: 'a' };
  const hours = { office: { zone: 'Europe/London', open: { 'mon-fri': '08:00-18:00' } } };
  const text = JSON.stringify({ ...head, hours, steps: authored }, null, 1);
  return parseFlow(text, 'f.yaml', { 'music.wav': { seconds: 8 }, 'hold.wav': { seconds: 2 } });
}

/** Whether a caller who never presses a key and whom nobody takes over comes to a hangUp, whatever becomes of the keys we send. */
function ends(flow: Flow, from: string, passed: string[] = []): boolean {
  const at = flow.steps[from];
  if (!at || passed.includes(from)) return false;
  const on = (to: string) => ends(flow, to, [...passed, from]);
  switch (at.kind) {
    case 'hangUp':
      return true;
    case 'say':
      return on(at.next);
    case 'lookup':
      return [at.next, at.otherwise, ...Object.values(at.when).flatMap(Object.values)].every(on);
    case 'sendTones':
      return on(at.next) && on(at.otherwise);
    case 'hours':
      return on(at.open) && on(at.closed) && on(at.holiday);
    default:
      return on(at.otherwise);
  }
}

test('every flow that is accepted ends for a caller who presses nothing, wherever they are', () => {
  let accepted = 0;
  const kinds = new Set<string>();
  fc.assert(
    fc.property(moreSteps, (all: Record<string, AuthoredStep>) => {
      const reached = [...reachedFrom('a', all)];
      const authored = Object.fromEntries(reached.map((step) => [step, all[step] ?? {}]));
      const result = parse(authored);
      if (!result.ok) return;
      accepted += 1;
      for (const { kind } of Object.values(result.flow.steps)) kinds.add(kind);
      const targets = Object.values(result.flow.steps).flatMap((step) =>
        step.kind === 'escalate' ? [step.afterAgent, step.otherwise] : [],
      );
      expect(targets.filter((to) => !result.flow.steps[to])).toEqual([]);
      const stuck = Object.keys(result.flow.steps).filter((from) => !ends(result.flow, from));
      expect(stuck).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(50);
  expect(kinds).toContain('escalate');
  expect(kinds).toContain('transfer');
  expect(kinds).toContain('hours');
  expect(kinds).toContain('lookup');
});

test('a flow is refused for its ways only if a step is never reached or a way never ends', () => {
  fc.assert(
    fc.property(steps, (authored) => {
      const result = parse(authored);
      const messages = result.ok ? [] : result.mistakes.map(({ message }) => message);
      const unreached = Object.keys(authored).filter(
        (step) => !reachedFrom('a', authored).has(step),
      );
      const told = messages.flatMap((message) => /^step "(.)" can never/.exec(message)?.[1] ?? []);
      expect(told).toEqual(unreached);
      const circles = messages.filter((message) => message.includes('never gets out'));
      expect(circles.length).toBe(circlesOf(authored).size);
      expect(messages.length).toBe(told.length + circles.length);
    }),
    { numRuns: 1000 },
  );
});

function reachedFrom(start: string, authored: Record<string, AuthoredStep>): Set<string> {
  const reached = new Set([start]);
  for (const step of reached) {
    const { next, afterAgent, otherwise, open, closed, holiday, keys } = authored[step] ?? {};
    const named = [next, afterAgent, otherwise, open, closed, holiday];
    for (const to of [...named, ...Object.values(keys ?? {})]) {
      if (typeof to === 'string') reached.add(to);
    }
  }
  return reached;
}

/** The circles that silence leads into, each by its members in order of the alphabet. */
function circlesOf(authored: Record<string, AuthoredStep>): Set<string> {
  const after = (step: string) => {
    const { say, next, otherwise } = authored[step] ?? {};
    return String(say === undefined ? (otherwise ?? 'end') : next);
  };
  const circles = Object.keys(authored).flatMap((from) => {
    let step = from;
    for (let turns = 0; turns < 6; turns += 1) step = after(step);
    if (!authored[step]) return [];
    const members = [step];
    for (let next = after(step); next !== step; next = after(next)) members.push(next);
    return [members.sort().join()];
  });
  return new Set(circles);
}
