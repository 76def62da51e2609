import { describe, expect } from 'vitest';
import type { ToneSequence } from '../../calls/tone-sequence.ts';
import { journey, type Line, toReadBack } from './support/line.ts';

const TONE = 'ContinuousDtmfRecognitionToneReceived';

/** The keys of the one call, as support sees them. */
async function tones(line: Line): Promise<ToneSequence[]> {
  const { call } = await line.record();
  const { json } = await line.api(`/calls/${call.callId}`);
  return (json as { tones: ToneSequence[] }).tones;
}

describe('the keys of a caller', () => {
  journey('are kept in the order pressed, beside what the questions collected', async (line) => {
    await toReadBack(line.first);
    await line.first.hangsUp();
    expect(await tones(line)).toMatchObject([
      { participant: 'caller', session: 1, digits: '112345678#', gaps: [] },
    ]);
  });

  journey('are the same when they arrive twice and in another order', async (line) => {
    await line.faults({ seed: 7, callbacks: { types: [TONE], copies: 2, reorder: true } });
    await toReadBack(line.first);
    await line.first.hangsUp();
    expect(await tones(line)).toMatchObject([{ digits: '112345678#', gaps: [] }]);
  });

  journey('are told apart from one that never came, 1.5 s after it was missed', async (line) => {
    const { first } = line;
    await first.rings();
    await first.hears('press 1');
    first.presses('1');
    await first.hears('account number');
    first.presses('1234');
    await line.passes(900);
    await line.faults({ callbacks: { types: [TONE], lose: true } });
    first.presses('5');
    await line.passes(300);
    await line.faults({});
    first.presses('678#');
    await first.hears('1 2 3 4 5 6 7 8');
    await line.passes(2000);
    await first.hangsUp();
    const number = 5; // of the emulator, which counts from 0
    expect(await tones(line)).toMatchObject([
      { digits: '11234678#', gaps: [{ from: number, to: number }] },
    ]);
    const { timeline } = await line.record();
    const [armed, gap] = ['armDeadline', 'gap'].map((type) =>
      timeline.find((row) => row.type === type),
    );
    expect(gap?.words).toContain(`${number}`);
    expect(Date.parse(gap?.at ?? '') - Date.parse(armed?.at ?? '')).toBe(1500);
  });
});
