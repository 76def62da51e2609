import { expect } from 'vitest';
import type { Leg } from '../../../calls/ports.ts';
import type { Phone } from '../../../emulator/entities.ts';
import type { ScriptedCaller } from '../../../emulator/scripted-caller.ts';
import type { Line } from './line.ts';
import { takenSlots } from './slots.ts';
import type { Called } from './talk.ts';

/** Two phones talk to each other, and no app is between them. */
export async function talkTogether(caller: ScriptedCaller, other: Called): Promise<Phone> {
  const [phone] = (await other.all()).filter(({ state }) => state === 'talking');
  expect(phone).toMatchObject({ other: caller.phone().number });
  expect(phone).not.toHaveProperty('callConnectionId');
  expect(caller.phone()).toMatchObject({ state: 'talking', other: phone?.number });
  expect(caller.phone()).not.toHaveProperty('callConnectionId');
  return phone as Phone;
}

/** No orchestration is left. */
export function nothingRuns(line: Line): void {
  expect(line.host.durable.instances().filter(({ status }) => status === 'Running')).toEqual([]);
}

/** An agent who talks asks for the number to hand the caller over to, and keys it in once they are asked. */
export async function handsOver(agent: Called, keys: string): Promise<void> {
  await agent.presses('*3');
  await agent.hears('Key in the number');
  if (keys) await agent.presses(keys);
}

/** Caller and agent are together, and the agent's keys steer: they put the caller on hold and back. */
export async function talkOn(line: Line, caller: ScriptedCaller, agent: Called): Promise<void> {
  await line.passes(4_000);
  expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
  expect((await agent.all())[0]).toMatchObject({ state: 'talking', hearing: null });
  for (const state of ['on-hold', 'talking']) {
    await agent.presses('*2');
    await line.passes(4_000);
    expect(caller.phone().state).toBe(state);
  }
}

/** The legs that hold a slot of our numbers: `agent`, `transfer`. */
export async function legs(line: Line): Promise<Leg[]> {
  return (await takenSlots(line)).map(({ leg }) => leg);
}
