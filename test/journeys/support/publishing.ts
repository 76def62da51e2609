import type { ScriptedCaller } from '../../../emulator/scripted-caller.ts';
import { flowFile } from './flow-text.ts';
import type { Line } from './line.ts';

/** What the API for flows answers. */
export interface Answered {
  status: number;
  json: {
    version?: string;
    previous?: string;
    setBy?: string;
    publishedBy?: string;
    note?: string;
    source?: string;
    file?: { version: string };
    current?: { version: string; setBy?: string; previous?: string };
    versions?: { version: string; publishedBy: string; note?: string }[];
    error?: {
      code: string;
      message: string;
      target?: string;
      mistakes?: { line: number; column: number; message: string }[];
    };
  };
}

/** A flow file of which every text says `word`; a key leads to its goodbye. */
export function saying(word: string): string {
  return flowFile(`  welcome: { say: ${word} welcome., next: main }
  main:
    menu: ${word} menu.
    keys: { 1: bye }
    otherwise: operator
  bye: { hangUp: ${word} goodbye. }
  operator: { hangUp: ${word} operator. }
`);
}

/** Asks for a change of the flows, or about them. */
export async function flows(
  { host }: Line,
  method: string,
  path = '',
  body?: object,
): Promise<Answered> {
  const answer = await fetch(`${host.url}/api/flows${path}`, {
    method,
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as Answered['json'] };
}

/** Publishes a flow by its text. */
export async function publishes(line: Line, source: string, more: object = {}): Promise<Answered> {
  return flows(line, 'POST', '', { source, ...more });
}

/** Makes a version current. */
export async function goesTo(line: Line, version: string, more: object = {}): Promise<Answered> {
  return flows(line, 'PUT', '/current', { version, ...more });
}

/** Rings, and goes through the flow whose every text says `word`. */
export async function hearsAll(caller: ScriptedCaller, word: string): Promise<void> {
  await caller.rings();
  await caller.hears(`${word} welcome`);
  await caller.hears(`${word} menu`);
  caller.presses('1');
  await caller.hears(`${word} goodbye`);
  await caller.isHungUpOn();
}

/** Somebody rings, hears these words first, and hangs up. */
export async function greeted(line: Line, words: string): Promise<void> {
  const caller = line.caller();
  await caller.rings();
  await caller.hears(words);
  await caller.hangsUp();
}
