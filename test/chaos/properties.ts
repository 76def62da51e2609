import * as fc from 'fast-check';
import type { CallEvent } from '../../calls/events.ts';
import type { Flow, Gather, Menu } from '../../calls/flow.ts';
import { missing } from '../../calls/key-stream.ts';
import { SMALL_LINE } from '../calls/support/small-line.ts';
import { type ChaosCall, chaosCall, RANG_AT, type Schedule } from './chaos-call.ts';

/** Latest a copy of an event may come, in ms. */
const LATEST = 5000;
const TONE: CallEvent['type'] = 'ContinuousDtmfRecognitionToneReceived';

/** A line on which 0 is mostly a digit, and whose operator leads back: an operator who comes twice would be seen. */
const LINE: Flow = {
  ...SMALL_LINE,
  steps: {
    ...SMALL_LINE.steps,
    main: {
      ...(SMALL_LINE.steps.main as Menu),
      keys: { 1: 'account', 2: 'hours' },
      otherwise: 'bye',
    },
    account: { ...(SMALL_LINE.steps.account as Gather), next: 'main', otherwise: 'bye' },
    pin: { ...(SMALL_LINE.steps.pin as Gather), next: 'main', otherwise: 'bye' },
    operator: { kind: 'say', say: 'Nobody is here.', next: 'main' },
    bye: { kind: 'hangUp', say: 'Bye.' },
  },
};

/** What callers key in one go: mostly what they are asked for, and zeros in it. */
const burst = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('1', '1', '2') },
  { weight: 6, arbitrary: fc.stringMatching(/^[0129]{3,5}#?$/) },
  { weight: 1, arbitrary: fc.constantFrom('0', '*0', '*', '#', 'A') },
);

const keys = fc
  .array(fc.record({ pauseMs: fc.nat(5000), gapMs: fc.integer({ min: 20, max: 400 }), burst }), {
    maxLength: 12,
  })
  .map((bursts) =>
    bursts.flatMap(({ pauseMs, gapMs, burst }) =>
      [...burst].map((key, index) => ({ afterMs: index === 0 ? pauseMs : gapMs, key })),
    ),
  );

const copies = fc.array(fc.nat(LATEST), { minLength: 1, maxLength: 3 });

function schedules(loses: number, mayLose: Schedule['mayLose']): fc.Arbitrary<Schedule> {
  const fate = loses
    ? fc.oneof(
        { weight: 100 - loses, arbitrary: copies },
        { weight: loses, arbitrary: fc.constant<number[]>([]) },
      )
    : copies;
  const fates = fc.array(fate, { minLength: 40, maxLength: 120 });
  return fc.record({ keys, fates, mayLose: fc.constant(mayLose) });
}

/** What must hold of every call: empty, or what is wrong with it. */
function wrongWith(call: ChaosCall): string | undefined {
  const { state, acs, digits } = call;
  if (state.phase !== 'ended') return `the call is stuck, ${state.phase}`;
  for (const row of digits) {
    if (row.result === 'operator' || row.digits === '') continue;
    const told = acs.results.get(`${row.turn}.0`);
    if (told !== row.digits) return `turn ${row.turn} kept ${row.digits}, ACS said ${told}`;
  }
  const unjustified = operatorsWithoutKey(call);
  if (unjustified) return unjustified;
  const holes = state.stream ? missing(state.stream) : [];
  return holes.length > 0 ? `keys ${holes.join(', ')} are missing and not reported` : undefined;
}

type Pressed = ChaosCall['acs']['pressed'][number];

/** Every time the call went to the operator, a key of its own must have asked for it. */
function operatorsWithoutKey({ timeline, acs }: ChaosCall): string | undefined {
  const reasons = acs.pressed.filter((tone, index) => mayLead(tone, acs.pressed[index - 1]));
  const operators = timeline.filter(({ kind, type }) => kind === 'decision' && type === 'operator');
  for (const [index, { at }] of operators.entries()) {
    const before = reasons.filter((tone) => RANG_AT + tone.at <= Date.parse(at));
    if (before.length <= index)
      return `the operator for the time ${index + 1} at ${at}, without a key`;
  }
  return undefined;
}

/** A 0 leads to the operator unless it is a digit of an entry; the sequence does everywhere. */
function mayLead(tone: Pressed, before: Pressed | undefined): boolean {
  if (tone.key !== '0') return false;
  return tone.takenBy === undefined || tone.takenBy.oneKey || before?.key === '*';
}

function holds(schedule: Schedule): void {
  const call = chaosCall(LINE, schedule);
  const wrong = wrongWith(call);
  if (wrong) throw new Error(`${wrong}\n${call.script.join('\n')}`);
}

const isResult = (type: CallEvent['type']) => type.startsWith('Recognize');

/** The properties by name, each ready to be checked. */
export const PROPERTIES: Record<string, fc.IProperty<[Schedule]>> = {
  'keys delivered late, twice and out of order': fc.property(
    schedules(0, () => false),
    holds,
  ),
  'keys of which one in twenty is lost': fc.property(
    schedules(5, (type) => type === TONE),
    holds,
  ),
  'results of which one in twenty is lost': fc.property(schedules(5, isResult), holds),
};
