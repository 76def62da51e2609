import { describe, expect } from 'vitest';
import type { ToneSequence } from '../../calls/tone-sequence.ts';
import { journey, type Line, toReadBack } from './support/line.ts';

const START = ':startContinuousDtmfRecognition';

/** The keys of the one call, as support sees them. */
async function tones(line: Line): Promise<ToneSequence[]> {
  const { call } = await line.record();
  const { json } = await line.api(`/calls/${call.callId}`);
  return (json as { tones: ToneSequence[] }).tones;
}

describe('following keys that fails', () => {
  journey('is started again with a new session, and keys go on from there', async (line) => {
    await line.faults({ toneFailed: { times: 2 } });
    await toReadBack(line.first);
    expect(await line.requests(START)).toHaveLength(3);
    await line.first.hangsUp();
    expect(await tones(line)).toMatchObject([{ session: 3, digits: '112345678#', gaps: [] }]);
  });

  journey('is started again three times and no more, and questions go on without', async (line) => {
    await line.faults({ toneFailed: {} });
    await toReadBack(line.first);
    line.first.presses('1');
    await line.first.hears('Engineers');
    await line.first.isHungUpOn();
    expect(await line.requests(START)).toHaveLength(4);
    expect(await tones(line)).toEqual([]);
    expect((await line.record()).call.outcome).toBe('completed');
  });
});

describe('keys are in order, each once,', () => {
  for (const switches of [
    { sequenceBase: 0 },
    { sequenceBase: 1 },
    { sequenceBase: 1, sequenceReset: false, toneFailed: { times: 1 } },
  ]) {
    journey(`with numbers like ${JSON.stringify(switches)}`, async (line) => {
      await line.faults(switches);
      await toReadBack(line.first);
      await line.first.hangsUp();
      const [sequence, ...more] = await tones(line);
      expect(more).toEqual([]);
      expect(sequence).toMatchObject({ digits: '112345678#', gaps: [] });
      expect(sequence?.tones[0]?.sequenceId).toBe(switches.sequenceBase);
    });
  }

  journey('and one that belongs to an entry does not act when it comes after it', async (line) => {
    const { first: caller } = line;
    await line.faults({
      callbacks: { types: ['ContinuousDtmfRecognitionToneReceived'], copies: 3, delayMs: 700 },
    });
    await caller.rings();
    await caller.hears('press 1');
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('10203040#');
    await caller.hears('1 0 2 0 3 0 4 0'); // here a 0 leads to the operator, and those of the entry come late
    await line.passes(3_000);
    caller.presses('1');
    await caller.hears('Engineers');
    await caller.isHungUpOn();
    expect((await line.record()).timeline.map(({ type }) => type)).not.toContain('operator');
    expect(await tones(line)).toMatchObject([{ digits: '110203040#1', gaps: [] }]);
  });

  journey('and those before a hang-up are kept', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 1');
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('123');
    await line.passes(1_000);
    await caller.hangsUp();
    expect(await tones(line)).toMatchObject([{ digits: '1123', gaps: [] }]);
    expect((await line.record()).call.outcome).toBe('abandoned');
  });
});
