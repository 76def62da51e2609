import { createInterface } from 'node:readline';
import type { ReadStream } from 'node:tty';
import { isKey } from '../calls/tones.ts';

export interface KeyboardListener {
  /** One key, on a terminal. */
  onKey(key: string): void;
  /** A line of keys, without a terminal. */
  onLine(line: string): void;
  onHangUp(): void;
  /** Ctrl-C, or the system ends us. */
  onQuit(): void;
}

/** Reads what a person types, key by key on a terminal and line by line elsewhere. Returns what stops it. */
export function readKeyboard(input: ReadStream, listener: KeyboardListener): () => void {
  const stopSignals = onSignals(listener.onQuit);
  const stop = input.isTTY ? readKeys(input, listener) : readLines(input, listener);
  return () => {
    stopSignals();
    stop();
    input.pause();
  };
}

/**
 * While there is no call, only Ctrl-C and the end of the process count: keys typed on a terminal are lost, lines elsewhere stay in
 * the input for the call. Returns what stops it.
 */
export function heedQuit(input: ReadStream, onQuit: () => void): () => void {
  if (!input.isTTY) return onSignals(onQuit);
  const ignored = () => {};
  return readKeyboard(input, { onKey: ignored, onLine: ignored, onHangUp: ignored, onQuit });
}

function onSignals(onQuit: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onQuit);
  return () => {
    for (const signal of signals) process.off(signal, onQuit);
  };
}

function readKeys(input: ReadStream, { onKey, onHangUp, onQuit }: KeyboardListener): () => void {
  const onData = (typed: Buffer) => {
    for (const character of typed.toString()) {
      const key = character.toUpperCase();
      if (character === '\u0003') onQuit();
      else if (key === 'H') onHangUp();
      else if (isKey(key)) onKey(key);
    }
  };
  input.setRawMode(true);
  input.on('data', onData);
  input.resume();
  return () => {
    input.off('data', onData);
    input.setRawMode(false);
  };
}

function readLines(input: ReadStream, { onLine, onHangUp }: KeyboardListener): () => void {
  const lines = createInterface({ input });
  lines.on('line', (line) => {
    const keys = line.trim();
    if (keys.toLowerCase() === 'h') onHangUp();
    else if (keys !== '') onLine(keys);
  });
  return () => lines.close();
}
