import { createInterface } from 'node:readline/promises';

/** Asks on a terminal whether something is to be done: only who types `yes`, or its first letters, wants it. */
export async function confirmed(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<boolean> {
  const asking = createInterface({ input, output });
  // who ends the input, or interrupts, has said no
  const closed = new Promise<string>((resolve) => asking.once('close', () => resolve('')));
  const typed = await Promise.race([asking.question(`${question} [y/N] `), closed]);
  asking.close();
  return /^y(es?)?$/i.test(typed.trim());
}
