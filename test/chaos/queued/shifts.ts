import type { Random } from '../../../emulator/random.ts';
import type { Timeline } from '../timeline.ts';
import type { Duty, DutyAgent } from './duty.ts';

/** How often agents are looked at, ms. */
const LOOK_MS = 5_000;
/** What an agent does between two looks, each with this chance. */
const COMES_BACK = 0.12;
const GOES_AWAY = 0.03;
/** A moment in which all are away who can be. */
const ALL_GO = 0.02;
const ALL_GONE_MS = 40_000;

/** Agents go away and come back, each for themselves, and now and then all at once. */
export function shifts(time: Timeline, random: Random, duty: Duty, isDone: () => boolean): void {
  let allGoneUntil = 0;
  const isGoing = (): boolean => time.now() < allGoneUntil || random.next() < GOES_AWAY;
  function look(): void {
    if (isDone()) return;
    if (random.next() < ALL_GO) allGoneUntil = time.now() + random.integer(0, ALL_GONE_MS);
    for (const agent of duty.agents) move(agent);
    time.after(LOOK_MS, look);
  }
  function move(agent: DutyAgent): void {
    if (agent.state !== 'away') {
      if (isGoing()) duty.set(agent, 'away');
    } else if (time.now() >= allGoneUntil && random.next() < COMES_BACK) {
      duty.set(agent, 'available');
    }
  }
  time.after(LOOK_MS, look);
}
