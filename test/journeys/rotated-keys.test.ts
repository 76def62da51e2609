import { expect } from 'vitest';
import { callbacks } from './support/forged.ts';
import { journey, toReadBack } from './support/line.ts';

journey(
  'a call whose callbacks are signed by another key from its middle on loses no event',
  async (line) => {
    await toReadBack(line.first);
    const before = (await callbacks(line)).length;
    await line.faults({ rotateKeys: true });
    line.first.presses('1');
    await line.first.hears('Engineers');
    await line.faults({ rotateKeys: false });
    await line.first.isHungUpOn();

    const { call } = await line.record();
    expect(call).toMatchObject({ outcome: 'completed' });
    const after = (await callbacks(line)).slice(before);
    expect(after.map(({ events }) => events[0]?.type.split('.').at(-1))).toEqual(
      expect.arrayContaining(['RecognizeCompleted', 'PlayCompleted', 'CallDisconnected']),
    );
    expect(after.filter(({ status }) => status !== 200)).toEqual([]);
    expect(line.logged.filter(({ event }) => event === 'callback-refused')).toEqual([]);
  },
);
