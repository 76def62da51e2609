import { describe, expect, test } from 'vitest';
import { standing } from './support/agents.ts';
import { nothingRuns } from './support/handed-over.ts';
import { type Line, startLine } from './support/line.ts';
import { type Silence, watchSilences } from './support/silences.ts';
import {
  goesTheWholeWay,
  LONG_LINE_WITH_PEOPLE,
  THANKS,
  type Way,
} from './support/staffed-long-line.ts';

const CALLER = '+15550100';
/** Seconds that a caller may hear nothing, beyond what the flow itself waits. */
const LONGEST_SILENCE = 30;

/** Everything that ACS tells in a call with people, and the way of the call in which it does. */
const TOLD: Record<string, Way> = {
  CallConnected: {},
  ParticipantsUpdated: {},
  PlayStarted: {},
  PlayCompleted: {},
  PlayCanceled: {},
  RecognizeCompleted: {},
  RecognizeFailed: {},
  RecognizeCanceled: { asks: '*0' },
  ContinuousDtmfRecognitionToneReceived: {},
  ContinuousDtmfRecognitionStopped: {},
  SendDtmfTonesCompleted: {},
  AddParticipantSucceeded: {},
  AddParticipantFailed: {},
  RemoveParticipantSucceeded: {},
  CallTransferFailed: {},
  CallTransferAccepted: { handsOver: true },
  CallDisconnected: {},
};

/** What ACS tells once in such a call: when the first one does not come, none does. */
const ONCE = [
  'CallConnected',
  'PlayCanceled',
  'RecognizeCanceled',
  'AddParticipantFailed',
  'RemoveParticipantSucceeded',
  'CallTransferAccepted',
  'CallDisconnected',
];

/** Runs a story on a line for a call with people. Its clock does not wait for the caller's script. */
async function onLine(story: (line: Line) => Promise<void>): Promise<void> {
  const line = await startLine(LONG_LINE_WITH_PEOPLE);
  line.caller();
  try {
    await story(line);
  } finally {
    await line.stop();
  }
}

function tooLong(silences: Silence[]): Silence[] {
  return silences.filter(({ seconds, allowed }) => seconds - allowed > LONGEST_SILENCE);
}

/** Two minutes after a call nothing of it runs, it has one outcome, and no agent is held by it. */
async function endsWell(line: Line): Promise<void> {
  await line.passes(120_000);
  nothingRuns(line);
  const { call, timeline } = await line.record();
  expect(call).toMatchObject({ state: 'ended', outcome: expect.any(String) });
  expect(timeline.filter(({ type }) => type === 'outcome')).toHaveLength(1);
  for (const state of Object.values(await standing(line))) expect(state).toMatch(/^(av|aw|wr)/);
}

/** A call in which no silence is too long, and which ends well, whatever is lost. */
async function staysBearable(line: Line, way: Way): Promise<void> {
  const silences = watchSilences(line, CALLER);
  await goesTheWholeWay(line, CALLER, way);
  expect(tooLong(await silences())).toEqual([]);
  await endsWell(line);
}

/** The types of all callbacks so far. */
async function callbacks(line: Line): Promise<string[]> {
  const { deliveries } = (await line.sim('GET', '/_sim/deliveries')) as {
    deliveries: { kind: string; events: { type: string }[] }[];
  };
  const events = deliveries.flatMap(({ kind, events }) => (kind === 'callback' ? events : []));
  return events.map(({ type }) => type.replace('Microsoft.Communication.', ''));
}

/** Goes a way undisturbed, to the end that it should have. Resolves with the types of all callbacks. */
async function undisturbed(line: Line, way: Way): Promise<string[]> {
  const silences = watchSilences(line, CALLER);
  const phone = await goesTheWholeWay(line, CALLER, way);
  expect(tooLong(await silences())).toEqual([]);
  const { outcome } = (await line.record()).call;
  expect(outcome).toBe(way.handsOver ? 'transferred' : 'answered-by-agent');
  if (!way.handsOver) expect(phone.heard.at(-1)).toMatchObject({ content: THANKS, done: true });
  return callbacks(line);
}

describe('a call of twelve steps and a talk', () => {
  test('goes right undisturbed, and has every event that is lost below', {
    timeout: 60_000,
  }, async () => {
    const told = new Set<string>();
    for (const way of [{}, { asks: '*0' }, { handsOver: true }] satisfies Way[]) {
      await onLine(async (line) => {
        const types = await undisturbed(line, way);
        for (const type of types) told.add(type);
        const often = types.filter((type) => ONCE.includes(type));
        expect(new Set(often).size).toBe(often.length);
      });
    }
    expect([...told].toSorted()).toEqual(Object.keys(TOLD).toSorted());
  });

  for (const [type, way] of Object.entries(TOLD)) {
    test(`goes on, and ends, though no ${type} comes`, () =>
      onLine(async (line) => {
        await line.faults({ callbacks: { types: [type], lose: true } });
        await staysBearable(line, way);
      }));

    if (ONCE.includes(type)) continue;
    test(`goes on, and ends, though the first ${type} does not come`, () =>
      onLine(async (line) => {
        await line.faults({ callbacks: { types: [type], lose: true, times: 1 } });
        await staysBearable(line, way);
      }));
  }
});

/** What is lost from the first words to a person on, beside what is lost alone above: these tell of the same. */
const TOGETHER: { lost: string[]; way: Way }[] = [
  { lost: ['RecognizeCompleted'], way: {} },
  { lost: ['RecognizeCompleted', 'RecognizeFailed'], way: {} },
  { lost: ['AddParticipantSucceeded', 'ParticipantsUpdated'], way: {} },
  { lost: ['ParticipantsUpdated', 'CallTransferAccepted'], way: { handsOver: true } },
  { lost: ['ContinuousDtmfRecognitionStopped'], way: { callerLeavesMs: 9_000 } },
  { lost: ['ParticipantsUpdated'], way: { callerLeavesMs: 9_000 } },
  { lost: ['CallDisconnected'], way: { callerLeavesMs: 9_000 } },
  {
    lost: ['ParticipantsUpdated', 'ContinuousDtmfRecognitionStopped', 'CallDisconnected'],
    way: { callerLeavesMs: 9_000 },
  },
];

describe('the part of a call with people', () => {
  for (const { lost, way } of TOGETHER) {
    const leaves = way.callerLeavesMs ? ', and its caller leaves' : '';
    test(`goes on, and ends, though no ${lost.join(', no ')} comes${leaves}`, () =>
      onLine(async (line) => {
        const callbacks = { types: lost, lose: true };
        await staysBearable(line, { ...way, onFirstWords: () => line.faults({ callbacks }) });
      }));
  }
});
