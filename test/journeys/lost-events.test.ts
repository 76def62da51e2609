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

describe('a call of twelve steps and a talk', () => {
  const told = new Set<string>();

  for (const way of [{}, { asks: '*0' }, { handsOver: true }] satisfies Way[]) {
    test(`goes right undisturbed, this way: ${JSON.stringify(way)}`, () =>
      onLine(async (line) => {
        const silences = watchSilences(line, CALLER);
        const phone = await goesTheWholeWay(line, CALLER, way);
        expect(tooLong(await silences())).toEqual([]);
        const { outcome } = (await line.record()).call;
        expect(outcome).toBe(way.handsOver ? 'transferred' : 'answered-by-agent');
        if (!way.handsOver)
          expect(phone.heard.at(-1)).toMatchObject({ content: THANKS, done: true });
        for (const type of await callbacks(line)) told.add(type);
      }));
  }

  test('has every event that is lost below', () => {
    expect([...told].toSorted()).toEqual(Object.keys(TOLD).toSorted());
  });

  for (const [type, way] of Object.entries(TOLD)) {
    for (const [which, times] of [
      ['one', { times: 1 }],
      ['every', {}],
    ] as const) {
      test(`goes on, and ends, though ${which} ${type} is lost`, () =>
        onLine(async (line) => {
          await line.faults({ callbacks: { types: [type], lose: true, ...times } });
          await staysBearable(line, way);
        }));
    }
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
