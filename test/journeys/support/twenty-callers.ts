import { expect } from 'vitest';
import { areAway, isAvailableAgain } from './agents.ts';
import { called, rings } from './called.ts';
import type { MortalLine } from './mortal-line.ts';
import { type Place, places } from './places.ts';
import {
  ANN,
  announced,
  BOB,
  joins,
  nothingIsLeft,
  picksUp,
  takes,
  type Waiter,
} from './queue-line.ts';

/** Callers by the last two digits of their numbers. */
export type Callers = ReadonlyMap<string, Waiter>;

/** Some are urgent, some need somebody who knows about bills. */
function keyOf(number: number): '1' | '2' | '3' {
  if (number % 7 === 3) return '3';
  return number % 6 === 0 ? '2' : '1';
}

/** Ann talks to somebody, Bob is away, and others ring and are asked what they want. */
export async function allRing(line: MortalLine, count: number): Promise<Callers> {
  await picksUp(line, ANN, BOB);
  await areAway(line, 'bob');
  await joins(line, 70);
  expect(await takes(line, ANN)).toBe('70');
  const callers = new Map<string, Waiter>();
  for (let number = 71; number < 71 + count; number += 1) {
    callers.set(String(number), await rings(line, `+155501${number}`));
  }
  await line.passes(1_000);
  return callers;
}

/** All get in line, one after the other; whoever is asked again presses their key again. */
export async function allGetInLine(line: MortalLine, callers: Callers): Promise<void> {
  for (let waited = 0; waited < 240; waited += 1) {
    for (const [number, caller] of callers) {
      const [phone] = await caller.all();
      if (waited > 0 && !phone?.hearing?.content.includes('Press 1')) continue;
      await caller.presses(keyOf(Number(number)));
      await line.passes(200);
    }
    await line.passes(1_000);
    if (line.isUp && (await places(line)).length === callers.size) return;
  }
  throw new Error('not everybody got in line');
}

/** Lets time pass until the line is up. */
async function isUp(line: MortalLine): Promise<void> {
  while (!line.isUp) await line.passes(1_000);
}

/** An agent becomes available, and takes whoever is next; whether somebody was there for them. */
export async function takesNext(line: MortalLine, id: 'ann' | 'bob'): Promise<boolean> {
  await isUp(line);
  if (!nextFor(id, await places(line))) return false;
  await becomesAvailable(line, id);
  await takesOffered(line, id);
  return true;
}

/** The first in line of those whom an agent can serve: Ann knows about bills, Bob does not. */
function nextFor(id: 'ann' | 'bob', waiting: Place[]): Place | undefined {
  return waiting.find(({ spot }) => id === 'ann' || spot.skill === undefined);
}

/** An agent who is available is offered whoever is next, and takes them; asked again, they press their key again. */
export async function takesOffered(line: MortalLine, id: 'ann' | 'bob'): Promise<void> {
  await isUp(line);
  const waiting = await places(line);
  const next = nextFor(id, waiting);
  const agent = called(line, id === 'ann' ? ANN : BOB);
  for (let waited = 0; waited < 120; waited += 1) {
    const phone = (await agent.all()).at(-1);
    if (phone?.hearing?.content.includes('Press 1')) await agent.presses('1');
    await line.passes(1_000);
    const left = line.isUp ? await places(line) : waiting;
    if (left.length === waiting.length) continue;
    expect(left, `${id} took somebody else`).toEqual(waiting.filter((place) => place !== next));
    return;
  }
  throw new Error(`${id} was not offered ${next?.caller}`);
}

async function becomesAvailable(line: MortalLine, id: string): Promise<void> {
  for (;;) {
    try {
      return await isAvailableAgain(line, id);
    } catch (error) {
      if (line.isUp) throw error; // else nobody heard it
      await isUp(line);
    }
  }
}

/** What each caller was told last is where they are. */
export async function wereToldTheTruth(line: MortalLine, callers: Callers): Promise<void> {
  const waiting = await places(line);
  for (const { caller, spot } of waiting) {
    const ofLine = waiting.filter((other) => other.spot.skill === spot.skill);
    const position = 1 + ofLine.findIndex((other) => other.caller === caller);
    const waiter = callers.get(caller.slice(-2));
    const told = waiter && (await announced(waiter));
    expect(told?.at(-1), caller).toContain(`number ${position},`);
  }
}

/** Both agents talk: now one, now the other is done and takes whoever is next, until nobody is left. How many they took. */
export async function serveAll(line: MortalLine): Promise<number> {
  let served = 0;
  for (let turn = 0; (await places(line)).length > 0; turn += 1) {
    const [number, id] = turn % 2 === 0 ? ([ANN, 'ann'] as const) : ([BOB, 'bob'] as const);
    await called(line, number).hangsUp();
    await line.passes(1_000);
    if (await takesNext(line, id)) served += 1;
  }
  return served;
}

/** Everybody has talked to one agent; their calls have one outcome each, and nothing is left behind. */
export async function allIsDone(line: MortalLine, callers: Callers): Promise<void> {
  for (const number of [ANN, BOB]) {
    if ((await called(line, number).all()).some(({ state }) => state === 'talking')) {
      await called(line, number).hangsUp();
    }
  }
  await line.passes(60_000); // the line may have died only now: it is away, looks for silent calls, then agents wrap up
  await nothingIsLeft(line);
  const calls = await line.calls();
  const numbers = calls.map(({ from }) => from.slice(-2)).toSorted();
  expect(numbers).toEqual(['70', ...callers.keys()]);
  for (const { callId, from } of calls) {
    const { call, offers, timeline } = await line.record(callId);
    const done = { state: 'ended', outcome: 'answered-by-agent', queueExit: 'accepted' };
    expect(call, from).toMatchObject(done);
    expect(offers.filter(({ result }) => result === 'accepted')).toHaveLength(1);
    expect(timeline.filter(({ type }) => type === 'outcome')).toHaveLength(1);
  }
}
