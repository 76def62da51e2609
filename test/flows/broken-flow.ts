import { parseFlow } from '../../adapters/flow-file.ts';

/** A small line without a mistake: three steps and a gather. Tests break it. */
export const GOOD = `line: Test
language: en-GB
voice: en-GB-SoniaNeural
start: hello
steps:
  hello:
    say: Hello.
    next: main
  main:
    menu: Press 1 or 2.
    keys: { 1: number, 2: bye }
    otherwise: bye
  number:
    gather: Key in your number.
    digits: { min: 4, max: 6, end: '#' }
    as: number
    next: thanks
    otherwise: bye
  thanks:
    hangUp: We have {number}.
  bye:
    hangUp: true
`;

/** What is wrong with the good flow once `was` is replaced by `is`: each mistake as \`line:column  message\`. */
export function mistakesAfter(was: string, is: string): string[] {
  if (!GOOD.includes(was)) throw new Error(`the good flow does not contain ${was}`);
  return mistakesIn(GOOD.replace(was, is));
}

/** The mistakes of a flow, each as `line:column  message`. */
export function mistakesIn(text: string): string[] {
  const result = parseFlow(text, 'f.yaml');
  if (result.ok) return [];
  return result.mistakes.map(({ line, column, message }) => `${line}:${column}  ${message}`);
}
