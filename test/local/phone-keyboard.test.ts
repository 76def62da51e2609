import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { describe, expect, test } from 'vitest';
import { heedQuit, readKeyboard } from '../../local/phone-keyboard.ts';

/** A terminal in which a test types, and whether it hands over every key. */
function terminal() {
  const modes: boolean[] = [];
  const typed = new PassThrough();
  const input = Object.assign(typed, {
    isTTY: true,
    setRawMode: (isRaw: boolean) => modes.push(isRaw),
  }) as unknown as ReadStream;
  return { input, modes, type: (keys: string) => typed.write(keys) };
}

/** What a keyboard heard, in words. */
function listening() {
  const heard: string[] = [];
  const note = (word: string) => () => void heard.push(word);
  const onKey = (key: string) => void heard.push(key);
  const onHangUp = note('hangs up');
  return { heard, listener: { onKey, onLine: onKey, onHangUp, onQuit: note('quits') } };
}

describe('the keyboard of a phone in a terminal', () => {
  test('gives keys as they are typed, and passes over what is no key', async () => {
    const { input, modes, type } = terminal();
    const { heard, listener } = listening();
    const stop = readKeyboard(input, listener);
    type('1x*aH\u0003');
    await expect.poll(() => heard).toEqual(['1', '*', 'A', 'hangs up', 'quits']);
    stop();
    expect(modes).toEqual([true, false]);
  });

  test('loses what is typed while there is no call, but Ctrl-C, and is read again in the next', async () => {
    const { input, type } = terminal();
    const { heard, listener } = listening();
    const stop = heedQuit(input, listener.onQuit);
    type('1h2');
    type('\u0003');
    await expect.poll(() => heard).toEqual(['quits']);
    stop();
    const stopCall = readKeyboard(input, listener);
    type('3');
    await expect.poll(() => heard).toEqual(['quits', '3']);
    stopCall();
  });

  test('heeds the end of the process as long as it is asked to', () => {
    const { input } = terminal();
    const { heard, listener } = listening();
    const others = process.listenerCount('SIGTERM');
    const stop = heedQuit(input, listener.onQuit);
    expect(process.listenerCount('SIGTERM')).toBe(others + 1);
    process.emit('SIGTERM');
    expect(heard).toEqual(['quits']);
    stop();
    expect(process.listenerCount('SIGTERM')).toBe(others);
  });
});
