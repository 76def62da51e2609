import { describe, expect } from 'vitest';
import { journey } from './support/line.ts';

describe('a caller who says nothing', () => {
  journey('is asked in other words each time, and let go after the third silence', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 1');
    await caller.staysSilent();
    await caller.hears('Please press 1');
    await caller.staysSilent();
    await caller.hears('Press 1, 2 or 3');
    await caller.staysSilent();
    await caller.hears('someone to help');
    await caller.isHungUpOn();
    const { call, digits } = await line.record();
    expect(call.outcome).toBe('no-input');
    expect(digits.map((row) => [row.result, row.attempt])).toEqual([
      ['no-input', 1],
      ['no-input', 2],
      ['no-input', 3],
    ]);
  });

  journey('in the middle of the account number is asked again', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 1');
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('123');
    await caller.hears('top of your bill');
    expect((await line.record()).digits.at(-1)).toMatchObject({ digits: '123', result: 'partial' });
  });

  journey('at the read-back is let go after the third silence', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 1');
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('12345678#');
    for (let time = 0; time < 3; time += 1) {
      await caller.hears('1 2 3 4 5 6 7 8');
      await caller.staysSilent();
    }
    await caller.hears('someone to help');
  });
});

describe('a caller who presses wrong keys', () => {
  journey('is asked again, and let go after the third', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 1');
    caller.presses('7');
    await caller.hears('Please press 1');
    caller.presses('*');
    await caller.hears('Press 1, 2 or 3');
    caller.presses('#');
    await caller.hears('someone to help');
    await caller.isHungUpOn();
    expect((await line.record()).call.outcome).toBe('no-match');
  });

  journey('and is silent in between still has a last chance after two of each', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('For a power cut');
    await caller.staysSilent();
    await caller.hears('Please press 1');
    caller.presses('7');
    await caller.hears('Press 1, 2 or 3');
    await caller.staysSilent();
    await caller.hears('Press 1, 2 or 3');
    caller.presses('8');
    await caller.hears('Press 1, 2 or 3');
    caller.presses('1');
    await caller.hears('account number');
    expect((await line.record()).digits.map((row) => row.result)).toEqual([
      'no-input',
      'no-match',
      'no-input',
      'no-match',
      'complete',
    ]);
  });

  journey('keys a digit too many into the account number', async (line) => {
    const { first: caller } = line;
    await caller.rings();
    await caller.hears('press 1');
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('123456789');
    await caller.hears('top of your bill');
    expect((await line.record()).digits.at(-1)).toMatchObject({ result: 'no-match' });
  });
});
