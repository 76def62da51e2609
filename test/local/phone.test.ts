import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command, ROOT, run } from './support/command.ts';
import { type FakeLine, fakeLine } from './support/fake-line.ts';
import { fakeServer, freePort } from './support/fake-server.ts';

const at = ({ port }: { port: number }) => [
  '--port',
  String(port),
  '--emulator-port',
  String(port),
];

/** A line that asks for a number after 1, and hangs up after #. */
function asks(line: FakeLine, digits: string): void {
  if (digits === '1') line.says('Your number, please.');
  if (digits.endsWith('#')) {
    line.says('Goodbye.');
    line.ends(200, 7000);
  }
}

const withoutOffsets = (out: string) => out.replaceAll(/^ +\d+\.\d\d s {2}/gm, '');

describe('npm run call', () => {
  test('presses the keys of an unattended call each at its prompt, and tells the call', async () => {
    await using line = await fakeLine({ onPress: asks });
    const { code, out } = await run('local/phone.ts', ['--keys', '1p2345w#', ...at(line)]);
    expect(line.did).toEqual(['1', '2', '345w#']);
    expect(withoutOffsets(out).split('\n')).toEqual([
      'rings     +15550199',
      'answered',
      'hears     Welcome',
      'presses   1',
      'hears     Your number, please.',
      'presses   2 3 4 5 #',
      'hears     Goodbye.',
      'ended     200/7000',
      '',
      '  completed: npm run calls -- a-call',
      '',
    ]);
    expect(code).toBe(0);
  });

  test('rings the number and calls from the number that it is told', async () => {
    await using line = await fakeLine({ onPress: asks });
    const numbers = ['--from', '+1 (555) 01-01', '--to', '+15550142'];
    await run('local/phone.ts', [...numbers, '--keys', '#', ...at(line)]);
    expect(line.requests[0]).toMatchObject({
      url: '/_sim/calls',
      body: { from: '+15550101', to: '+15550142' },
    });
  });

  test('presses the lines that it reads, and hangs up at h', async () => {
    await using line = await fakeLine({ onPress: asks });
    const call = command(join(ROOT, 'local/phone.ts'), at(line));
    call.child.stdin.write('1\n');
    await call.says('Your number, please.');
    call.child.stdin.write('x\n');
    await call.says('"x" at place 1 is no key');
    call.child.stdin.write('h\n');
    const { code, out } = await call.done;
    expect(line.did).toEqual(['1', 'hangUp']);
    expect(out).toContain('200/540000');
    expect(code).toBe(0);
  });

  test('hangs up when it is interrupted', async () => {
    await using line = await fakeLine({});
    const call = command(join(ROOT, 'local/phone.ts'), at(line));
    await call.says('Welcome');
    call.child.kill('SIGINT');
    expect((await call.done).code).toBe(0);
    expect(line.did).toEqual(['hangUp']);
  });

  test('shows what is heard without letting it move the cursor', async () => {
    await using line = await fakeLine({ greeting: 'Hello\u001b[2J\u009b1m\u202e', onPress: asks });
    const { out } = await run('local/phone.ts', ['--keys', '#', ...at(line)]);
    expect(out).toContain('Hello\\u001b[2J\\u009b1m\\u202e');
  });

  test('ends with 1 when nobody answers', async () => {
    await using line = await fakeLine({ answers: false, outcome: 'not-answered' });
    const call = command(join(ROOT, 'local/phone.ts'), at(line));
    await call.says('rings');
    call.child.stdin.end('h\n');
    expect((await call.done).code).toBe(1);
  });

  test('ends with 1 when the line says that the call failed, however it was ended', async () => {
    await using line = await fakeLine({ outcome: 'failed', onPress: asks });
    const { code, out } = await run('local/phone.ts', ['--keys', '#', ...at(line)]);
    expect(out).toContain('failed: npm run calls');
    expect(code).toBe(1);
  });

  test('ends with 2 and what to start when there is no line, or no emulator', async () => {
    const port = String(await freePort());
    const noLine = await run('local/phone.ts', ['--port', port]);
    expect(noLine.code).toBe(2);
    expect(noLine.err).toContain(`No line on port ${port} answers. Start both with npm start`);
    const noEmulator = await run('local/phone.ts', ['--to', '+15550199'], { EMULATOR_PORT: port });
    expect(noEmulator.code).toBe(2);
    expect(noEmulator.err).toContain(`No emulator on port ${port} answers`);
    expect(noEmulator.err).toContain('--emulator-port');
  });

  test('ends with 2 and says what the emulator says when it does not ring', async () => {
    const error = { code: 'Conflict', message: 'Nobody receives Event Grid events.' };
    await using emulator = await fakeServer(() => [409, { error }]);
    const { code, err } = await run('local/phone.ts', ['--to', '+15550199', ...at(emulator)]);
    expect(code).toBe(2);
    expect(err).toContain('Nobody receives Event Grid events.');
  });

  test.each([
    [
      ['--keys', '1p2x'],
      '"x" at place 4 is no key. Keys are 0-9, A-D, * and #; p waits for the next prompt, w half a second.',
    ],
    [['--from', '0123'], '--from: "0123" is no number. Write it like +15550100.'],
    [
      ['--emulator-port', '70000'],
      '--emulator-port: "70000" is no port. Give a number from 1 to 65535.',
    ],
    [['now'], "Unexpected argument 'now'. See --help for what there is."],
  ])('ends with 2 for wrong usage: %j', async (args, message) => {
    expect(await run('local/phone.ts', args)).toEqual({ code: 2, out: '', err: `${message}\n` });
  });

  test('explains itself', async () => {
    const { code, out } = await run('local/phone.ts', ['--help']);
    expect(code).toBe(0);
    expect(out).toContain('--keys 1p2345w#');
  });
});
