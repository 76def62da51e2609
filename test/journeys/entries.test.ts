import { describe, expect } from 'vitest';
import { flowOf } from './support/flow-text.ts';
import { type CallRecord, journey } from './support/line.ts';

/** A line that asks for one entry of this kind, and says it again. */
function lineAsking(properties: string) {
  const flow = flowOf(`
  welcome: { gather: Please key it in., again: [Once more.], ${properties}, as: entry, next: kept, otherwise: lost }
  kept: { hangUp: 'We keep {entry}.' }
  lost: { hangUp: We could not read that. }
  operator: { hangUp: Nobody is there. }
`);
  return { flow };
}

interface Case {
  title: string;
  entry: string;
  keys: string;
  /** What is said next, and what is kept of the entry. */
  says: string;
  row: Partial<CallRecord['digits'][number]>;
  faults?: Record<string, unknown>;
}

const CASES: Case[] = [
  {
    title: 'begins anew after the clear key',
    entry: "digits: { exactly: 4, end: '#', clear: A }",
    keys: '99A1234#',
    says: 'We keep 1 2 3 4.',
    row: { digits: '99A1234', result: 'terminated' },
  },
  ...['#', 'B'].map((end) => ({
    title: `ends with ${end}, one of two keys`,
    entry: "digits: { min: 1, max: 6, end: ['#', B] }",
    keys: `12${end}`,
    says: 'We keep 1 2.',
    row: { digits: '12', result: 'terminated' },
  })),
  {
    title: 'may be as short as it is, if partial entries are accepted',
    entry: 'digits: { min: 4, max: 6, partial: accept }',
    keys: '12',
    says: 'We keep 1 2.',
    row: { digits: '12', result: 'complete' },
  },
  {
    title: 'that just stops is judged like any other',
    entry: 'digits: { min: 2, max: 6 }',
    keys: '12',
    says: 'We keep 1 2.',
    row: { digits: '12', result: 'complete' },
  },
  {
    title: 'that just stops is asked for anew, if partial entries are rejected',
    entry: 'digits: { min: 2, max: 6, partial: reject }',
    keys: '12',
    says: 'Once more.',
    row: { digits: '12', result: 'partial' },
  },
  {
    title: 'is told as failed when it just stops, and is judged all the same',
    entry: 'digits: { min: 2, max: 6 }',
    keys: '12',
    says: 'We keep 1 2.',
    row: { digits: '12', result: 'complete' },
    faults: { interToneTimeoutAs: 'failed' },
  },
  ...['completed', 'failed'].map((interToneTimeoutAs) => ({
    title: `that just stops is asked for anew when its keys are not told (${interToneTimeoutAs})`,
    entry: 'digits: { min: 2, max: 6 }',
    keys: '12',
    says: 'Once more.',
    row: { digits: '', result: 'partial' },
    faults: { interToneTimeoutAs, tonesOn8532: false },
  })),
  ...[true, false].map((stopToneIncluded) => ({
    title: `is the same whether the result holds its end key or not (${stopToneIncluded})`,
    entry: "digits: { min: 1, max: 6, end: '#' }",
    keys: '123#',
    says: 'We keep 1 2 3.',
    row: { digits: '123', result: 'terminated' },
    faults: { stopToneIncluded },
  })),
  {
    title: 'can have all of the sixteen keys',
    entry: 'digits: { exactly: 16 }, match: { pattern: "1234567890ABCD#\\\\*" }',
    keys: '1234567890ABCD#*',
    says: 'We keep 1 2 3 4 5 6 7 8 9 0 A B C D hash star.',
    row: { digits: '1234567890ABCD#*', result: 'complete' },
  },
  ...[
    ['luhn', 'exactly: 8', '12345674', '12345675'],
    ['{ date: DDMMYYYY }', 'exactly: 8', '29022024', '29022023'],
    ["{ oneOf: ['1001', '1002'] }", 'exactly: 4', '1002', '1003'],
    ["{ pattern: '12[3-5]' }", 'exactly: 3', '124', '126'],
  ].flatMap(([match, length, good = '', bad = '']) => [
    {
      title: `of the kind ${match} is kept when it is good`,
      entry: `digits: { ${length} }, match: ${match}`,
      keys: good,
      says: 'We keep',
      row: { digits: good, result: 'complete' },
    },
    {
      title: `of the kind ${match} is asked for anew when it is not`,
      entry: `digits: { ${length} }, match: ${match}`,
      keys: bad,
      says: 'Once more.',
      row: { digits: bad, result: 'no-match' },
    },
  ]),
];

describe('an entry', () => {
  for (const { title, entry, keys, says, row, faults = {} } of CASES) {
    journey(
      title,
      async (line) => {
        const { first: caller } = line;
        await line.faults(faults);
        await caller.rings();
        await caller.hears('key it in');
        caller.presses(keys);
        await caller.hears(says);
        await caller.hangsUp();
        expect((await line.record()).digits[0]).toMatchObject({ question: 'entry', ...row });
      },
      lineAsking(entry),
    );
  }

  journey(
    'is not begun by keys over a prompt that they do not stop',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('key it in');
      caller.presses('99');
      await caller.listens();
      await line.passes(200);
      caller.presses('12');
      await caller.hears('We keep 1 2.');
      expect(caller.phone().heard[0]).toMatchObject({ done: true });
    },
    lineAsking('bargeIn: false, digits: { exactly: 2 }'),
  );

  journey(
    'is asked for once more after ACS could not listen, in the same words, and then given up',
    async (line) => {
      await line.faults({
        api: [{ operation: 'recognize', status: 500, code: 8512 }],
      });
      await line.first.rings();
      await line.first.hears('could not read');
      expect((await line.record()).digits.map(({ result }) => result)).toEqual([
        'failed',
        'failed',
      ]);
    },
    lineAsking('digits: { exactly: 2 }'),
  );

  journey(
    'may take more time, once, before silence is given up',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      for (const text of ['key it in', 'Once more', 'Once more']) {
        await caller.hears(text);
        await caller.staysSilent();
      }
      await caller.hears('More time?');
      caller.presses('5');
      await caller.hears('key it in');
      caller.presses('12');
      await caller.hears('We keep 1 2.');
    },
    lineAsking("moreTime: 'More time?', digits: { exactly: 2 }"),
  );
});

journey(
  'a form asks for its fields one after the other, and reads each back',
  async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('Two things');
    await caller.hears('First?');
    caller.presses('12');
    await caller.hears('First 1 2, right?');
    caller.presses('2');
    await caller.hears('First?');
    caller.presses('13');
    await caller.hears('First 1 3, right?');
    caller.presses('1');
    await caller.hears('Second?');
    caller.presses('456');
    await caller.hears('Second 4 5 6, right?');
    caller.presses('1');
    await caller.hears('You said 1 3 and 4 5 6.');
    await caller.isHungUpOn();
  },
  {
    flow: flowOf(`
  welcome:
    form: Two things.
    fields:
      - { gather: 'First?', digits: { exactly: 2 }, readBack: 'First {digits}, right?', as: first }
      - { gather: 'Second?', digits: { exactly: 3 }, readBack: 'Second {digits}, right?', as: second }
    next: done
    otherwise: operator
  done: { hangUp: 'You said {first} and {second}.' }
  operator: { hangUp: Nobody is there. }
`),
  },
);
