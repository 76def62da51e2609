import type { ScriptedCaller } from '../../../emulator/scripted-caller.ts';
import { ANNA, asksForPerson } from './agents.ts';
import { called, sets } from './called.ts';
import type { Line } from './line.ts';

export type Called = ReturnType<typeof called>;

/** Brings a caller together with Anna, who picks up after two seconds and accepts. */
export async function talksToAnna(line: Line, caller: ScriptedCaller): Promise<Called> {
  await sets(line, ANNA, { on: 'answer', afterMs: 2_000 });
  await asksForPerson(caller);
  return accepts(line, ANNA);
}

/** Somebody who is offered a call takes it, and has talked for a second. */
export async function accepts(line: Line, number: string): Promise<Called> {
  const agent = called(line, number);
  await agent.hears('Press 1');
  await agent.presses('1');
  await line.passes(1_000);
  return agent;
}

/** What ACS was told to do, in order: `answer`, `play`, `add`, `terminate`. Questions are left out. */
export async function sent(line: Line): Promise<string[]> {
  const requests = await line.requests('');
  return requests.flatMap(({ path }) => path.split('?')[0]?.split(':')[1] ?? []);
}

/** The same from now on: the answer tells what was sent since. */
export async function sentSince(line: Line): Promise<() => Promise<string[]>> {
  const before = (await sent(line)).length;
  return async () => (await sent(line)).slice(before);
}
