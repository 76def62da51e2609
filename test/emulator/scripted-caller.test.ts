import { describe, expect, test } from 'vitest';
import { scriptedCaller } from '../../emulator/scripted-caller.ts';
import { virtualClock } from '../../emulator/virtual-clock.ts';
import { type ToyLine, toyLine } from './support/toy-line.ts';

/** A caller at a line that says what `script` gives it to say. */
function callTo(script: (line: ToyLine) => void, onKey?: (line: ToyLine, key: string) => void) {
  const clock = virtualClock();
  const emulator = toyLine(clock, onKey);
  script(emulator);
  const caller = (from?: string) => scriptedCaller({ emulator, clock, from, to: '+15550199' });
  return { clock, emulator, caller };
}

const failure = (work: Promise<void>) =>
  work.then(
    () => 'it did not fail',
    (error: Error) => error.message,
  );

describe('a scripted caller', () => {
  test('hears, presses and is hung up on, and can tell the call', async () => {
    const { caller } = callTo(
      (line) => line.says(210, 'Welcome to Northwind Energy.'),
      (line, key) => {
        if (key === '1') line.says(60, 'Your number, please.');
        if (key === '#') line.hangsUp(500);
      },
    );
    const call = caller();
    await call.rings();
    await call.hears('welcome');
    call.presses('1');
    await call.hears(/number, please/);
    call.presses('29#');
    await call.isHungUpOn();
    expect(call.story().split('\n')).toEqual([
      '     0.00 s  rings     +15550199',
      '     0.00 s  answered',
      '     0.21 s  hears     Welcome to Northwind Energy.',
      '     0.21 s  presses   1',
      '     0.27 s  hears     Your number, please.',
      '     0.27 s  presses   2',
      '     0.47 s  presses   9                                      nothing listens',
      '     0.67 s  presses   #',
      '     1.17 s  ended     200/7000',
    ]);
    expect(call.phone()).toMatchObject({ id: call.id, state: 'ended', number: '+15550100' });
  });

  test('hears only what comes after what it has heard', async () => {
    const { caller } = callTo((line) => {
      line.says(0, 'Press 1.');
      line.says(5000, 'Please press 1.');
    });
    const call = caller();
    await call.rings();
    await call.hears('press 1');
    await call.hears('press 1');
    expect(call.phone().heard).toHaveLength(2);
  });

  test('fails with the story of the call when it does not hear in time what it waits for', async () => {
    const { caller, clock } = callTo((line) => {
      line.says(210, 'Welcome.');
      line.says(70_000, 'Goodbye.');
    });
    const began = clock.now();
    const call = caller();
    await call.rings();
    const message = await failure(call.hears('Goodbye'));
    expect(clock.now() - began).toBe(60_000);
    expect(message.trimEnd().split('\n')).toEqual([
      'The caller expected to hear "Goodbye", not within 60 s.',
      '',
      '     0.00 s  rings     +15550199',
      '     0.00 s  answered',
      '     0.21 s  hears     Welcome.',
      '    60.00 s  expects   to hear "Goodbye"                      <-- not within 60 s',
    ]);
  });

  test('does not go on waiting for words once the call is over', async () => {
    const { caller } = callTo((line) => line.hangsUp(100));
    const call = caller();
    await call.rings();
    expect(await failure(call.hears('Goodbye'))).toContain('but the call is over');
  });

  test('gives up at once when the virtual clock stands still', async () => {
    const { caller, clock } = callTo(() => {});
    clock.after = () => () => {};
    const call = caller();
    await call.rings();
    expect(await failure(call.isHungUpOn())).toContain('but nothing goes on any more');
  });

  test('listens to the end of what is being played', async () => {
    const { caller, clock } = callTo((line) => line.says(200, 'Welcome.'));
    const began = clock.now();
    const call = caller();
    await call.rings();
    await call.hears('Welcome');
    await call.listens();
    expect(clock.now() - began).toBe(1200);
  });

  test('stays silent until something else is said, or until the call is over', async () => {
    const { caller, clock, emulator } = callTo((line) => line.says(0, 'Press 1.'));
    const began = clock.now();
    const call = caller();
    await call.rings();
    await call.hears('Press 1');
    emulator.says(8000, 'Please press 1.');
    await call.staysSilent();
    expect(clock.now() - began).toBe(8000);
    emulator.hangsUp(300_000);
    await call.staysSilent();
    expect(call.phone().state).toBe('ended');
  });

  test('hangs up', async () => {
    const { caller } = callTo((line) => line.says(0, 'Welcome.'));
    const call = caller();
    await call.rings();
    await call.hears('Welcome');
    await call.hangsUp();
    expect(call.story()).toContain('ended     200/540000');
  });

  test('says at its next step that a key was refused', async () => {
    const { caller } = callTo((line) => line.says(0, 'Welcome.'));
    const call = caller();
    await call.rings();
    call.presses('x');
    expect(await failure(call.hears('Welcome'))).toContain('"x" is not a key');
  });

  test('cannot press before it rings', async () => {
    const { caller } = callTo(() => {});
    expect(await failure(caller().hears('Welcome'))).toContain('rings() comes first');
  });
});

describe('virtual time', () => {
  test('stands still while a caller does something else than wait', async () => {
    const { caller, clock } = callTo((line) => {
      line.says(100, 'Welcome.');
      line.says(200, 'Press 1.');
    });
    const began = clock.now();
    const call = caller();
    await call.rings();
    await call.hears('Welcome');
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(clock.now() - began).toBe(100);
    expect(call.phone().heard).toHaveLength(1);
  });

  test('stands still between the call and what the test asks after it', async () => {
    const { caller, clock } = callTo((line) => line.hangsUp(100));
    clock.after(200, () => {});
    const began = clock.now();
    const call = caller();
    await call.rings();
    await call.isHungUpOn();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(clock.now() - began).toBe(100);
  });

  test('stands still for one caller at work while another waits', async () => {
    const { caller, clock } = callTo((line) => line.says(100, 'Welcome.'));
    const began = clock.now();
    const [first, second] = [caller('+15550101'), caller('+15550102')];
    await Promise.all([first.rings(), second.rings()]);
    const welcomed = first.hears('Welcome');
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(clock.now()).toBe(began);
    await second.hangsUp();
    await welcomed;
  });

  test('is not held up by a caller who is done, or who has not begun', async () => {
    const { caller, emulator } = callTo((line) => line.says(100, 'Welcome.'));
    const [first, second] = [caller('+15550101'), caller('+15550102')];
    caller('+15550103');
    const both = Promise.all([
      first.rings().then(() => first.hangsUp()),
      second.rings().then(() => second.hears('Welcome')),
    ]);
    await both;
    emulator.hangsUp(1000);
    await second.isHungUpOn();
    expect(second.phone().heard).toHaveLength(1);
  });
});
