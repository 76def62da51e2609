import { describe, expect, test } from 'vitest';
import { type Command, command, run } from './support/command.ts';
import { type FakeLine, fakeLine } from './support/fake-line.ts';
import { fakeServer, freePort } from './support/fake-server.ts';

const ANNA = '+15550161';
const WHISPER = 'A call. Press 1 to take it.';

const at = ({ port }: { port: number }) => ['--emulator-port', String(port)];

/** A line whose agents talk once they press 1, and are done at *9. */
function ends(line: FakeLine, digits: string): void {
  if (digits.endsWith('9')) line.ends(200, 5000);
}

/** The phone in the terminal, once it waits. */
async function waits(line: FakeLine, ...args: string[]): Promise<Command> {
  const phone = command('local/answer.ts', [...args, ...at(line)]);
  await phone.says('waits for a ring');
  return phone;
}

/** What is true soon, on a busy machine as well. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000 });

const withoutOffsets = (out: string) => out.replaceAll(/^ +\d+\.\d\d s {2}/gm, '');

describe('npm run answer', () => {
  test('waits until the agent is rung, picks up, presses the keys at their prompts, and tells the call', async () => {
    await using line = await fakeLine({ greeting: WHISPER, onPress: ends });
    const anna = await waits(line, 'anna', '--keys', '1w*9', '--once');
    line.calls(ANNA);
    const { code, out, err } = await anna.done;
    expect(line.did).toEqual(['answer', '1', 'w*9']);
    expect(withoutOffsets(out).split('\n')).toEqual([
      '  Anna Berg waits for a ring     Stop: Ctrl-C',
      '',
      'rings     +15550199',
      'answered',
      `hears     ${WHISPER}`,
      'presses   1 * 9',
      'ended     200/5000',
      '',
    ]);
    expect([code, err]).toEqual([0, '']);
  });

  test('presses the lines that it reads, hangs up at h, and waits for the next ring', async () => {
    await using line = await fakeLine({ greeting: WHISPER });
    const anna = await waits(line, ANNA);
    line.calls(ANNA);
    await anna.says(WHISPER);
    anna.child.stdin.write('1\n');
    await eventually(() => line.did).toEqual(['answer', '1']);
    anna.child.stdin.write('h\n');
    await anna.says('200/540000');
    line.calls(ANNA, 'A second call.');
    await anna.says('A second call.');
    anna.child.stdin.end('2\n');
    await eventually(() => line.did.at(-1)).toBe('2');
    anna.child.kill('SIGINT');
    expect((await anna.done).code).toBe(0);
    expect(line.did).toEqual(['answer', '1', 'hangUp', 'answer', '2', 'hangUp']);
  });

  test('leaves lines that are typed before the ring to the call', async () => {
    await using line = await fakeLine({ onPress: ends });
    const anna = await waits(line, 'anna', '--once');
    anna.child.stdin.end('1\n*9\n');
    line.calls(ANNA);
    expect((await anna.done).code).toBe(0);
    expect(line.did).toEqual(['answer', '1', '*', '9']);
  });

  test('leaves the phones of others alone, and is stopped while it waits', async () => {
    await using line = await fakeLine({ answers: false });
    line.calls('+15550162');
    const asked = () => line.requests.length;
    const anna = await waits(line, 'anna');
    await eventually(asked).toBeGreaterThan(3);
    const caller = await waits(line, '+1 (555) 01-00');
    const before = asked();
    await eventually(asked).toBeGreaterThan(before + 3);
    for (const { child } of [anna, caller]) child.kill('SIGINT');
    expect([(await anna.done).code, (await caller.done).code]).toEqual([0, 0]);
    expect(line.did).toEqual([]);
  });

  test('passes over a ring that is over before it picks up', async () => {
    await using line = await fakeLine({ answers: false });
    const anna = await waits(line, 'anna');
    line.calls(ANNA);
    await eventually(() => line.did).toEqual(['answer']);
    line.calls(ANNA);
    await eventually(() => line.did).toEqual(['answer', 'answer']);
    anna.child.kill('SIGTERM');
    const { code, out } = await anna.done;
    expect(code).toBe(0);
    expect(out).not.toContain('rings');
  });

  test('--decline presses the ring away, without an answer', async () => {
    await using line = await fakeLine({});
    const anna = await waits(line, 'anna', '--decline', '--once');
    line.calls(ANNA);
    const { code, out } = await anna.done;
    expect(code).toBe(0);
    expect(line.did).toEqual(['decline']);
    expect(withoutOffsets(out)).toContain('rings     +15550199\nended     603/8538\n');
  });

  test('--once ends with 1 when the call did not end well', async () => {
    await using line = await fakeLine({ onPress: (fake) => fake.ends(500, 8511) });
    const anna = await waits(line, 'anna', '--keys', '1', '--once');
    line.calls(ANNA);
    expect((await anna.done).code).toBe(1);
  });

  test.each([false, true])(
    'ends with 1 when the emulator goes away; in a call: %j',
    async (isInCall) => {
      const line = await fakeLine({});
      const anna = await waits(line, 'anna');
      if (isInCall) line.calls(ANNA);
      if (isInCall) await anna.says('Welcome');
      await line[Symbol.asyncDispose]();
      const { code, err } = await anna.done;
      expect([code, err]).toEqual([1, `The emulator on port ${line.port} no longer answers.\n`]);
    },
  );

  test('ends with 2 and what to start when there is no emulator, or another program', async () => {
    const port = String(await freePort());
    const none = await run('local/answer.ts', ['anna'], { EMULATOR_PORT: port });
    expect(none.code).toBe(2);
    expect(none.err).toContain(`No emulator on port ${port} answers. Start both with npm start`);
    expect(none.err).toContain('--emulator-port');
    await using other = await fakeServer(() => [200, []]);
    const { code, err } = await run('local/answer.ts', ['anna', ...at(other)]);
    expect(code).toBe(2);
    expect(err).toContain('not like Switchboard');
  });

  test('ends with 2 for wrong usage, and tells the mistakes of a file each in its line', async () => {
    const unknown = await run('local/answer.ts', ['anna', '--agents', 'flows/main.yaml']);
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err.split('\n')).toEqual([
      expect.stringMatching(/^flows\/main\.yaml:3:1 {2}/),
      '1 mistake in flows/main.yaml',
      'Mend it, or choose another: --agents FILE.',
      '',
    ]);
  });

  test('explains itself', async () => {
    const { code, out } = await run('local/answer.ts', ['--help']);
    expect(code).toBe(0);
    expect(out).toContain('--decline');
  });
});
