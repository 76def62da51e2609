import { expect, test } from 'vitest';
import type { CarryOut } from '../../calls/settling.ts';
import { call } from '../../orchestrations/call.ts';
import { CALL, CALL_EVENT, CARRY_OUT } from '../../orchestrations/names.ts';
import { SMALL_LINE } from '../calls/support/small-line.ts';
import { CALL_ID, NOW } from '../functions/support/fakes.ts';
import { orchestra } from '../local/durable/orchestra.ts';

/** A call whose turns come to what `results` says, one after the other; from then on to nothing. */
async function setup(results: object[]) {
  const turns: CarryOut[] = [];
  const { start, raise, standstill, host } = await orchestra({
    orchestrators: { [CALL]: call },
    activities: {
      [CARRY_OUT]: (input: CarryOut) => {
        turns.push(input);
        return results[turns.length - 1] ?? { events: [], isRepeat: false };
      },
    },
  });
  await start(
    CALL,
    {
      callId: CALL_ID,
      from: '+15550100',
      to: '+15550199',
      at: NOW,
      flow: SMALL_LINE,
      incomingCallContext: 'secret',
    },
    CALL_ID,
  );
  await standstill();
  return {
    turns,
    async happens(type: string) {
      const id = `${type}-1`;
      await raise(CALL_ID, CALL_EVENT, { type, id, at: NOW, callConnectionId: 'connection' });
      await standstill();
    },
    output: () => host.durable.instance(CALL_ID)?.output,
  };
}

const answered = { type: 'Answered', callConnectionId: 'connection' };
const refused = { type: 'CommandFailed', turn: 2, code: 503, message: 'no' };

test('every refusal of a turn is taken in, one after the other, before the call waits again', async () => {
  const events = [
    { ...refused, index: 0, command: 'startContinuousDtmfRecognition' },
    { ...refused, index: 1, command: 'play' },
  ];
  const { turns, happens } = await setup([
    { events: [answered], isRepeat: false },
    { events, isRepeat: false },
  ]);
  await happens('CallConnected');
  expect(turns).toHaveLength(3);
  const told = turns[2]?.rows.timeline.filter((row) => row.type === 'CommandFailed');
  expect(told).toHaveLength(2);
  expect(told?.[0]?.words).toContain('startContinuousDtmfRecognition');
  expect(told?.[1]?.words).toContain('play');
});

test('what an activity of release 0.1.0 left behind is still understood', async () => {
  const timeline = [
    { turn: 0, index: 0, at: NOW, kind: 'event', type: 'IncomingCall', words: 'rings' },
  ];
  const unwritten = { byCaller: false, digits: [], timeline };
  const { turns, happens, output } = await setup([{ event: answered, unwritten, isRepeat: false }]);
  await happens('CallConnected');
  expect(turns[1]).toMatchObject({ callConnectionId: 'connection', rows: { tones: [] } });
  const types = turns[1]?.rows.timeline.map((row) => row.type);
  expect(types?.slice(0, 2)).toEqual(['IncomingCall', 'Answered']);
  await happens('CallDisconnected');
  expect(output()).toMatchObject({ outcome: 'abandoned' });
});
