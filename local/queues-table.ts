import type { ListedQueue } from './line-api.ts';
import { textTable } from './text-table.ts';

const HEADINGS = ['Queue', 'Skill', 'Waiting', 'Longest wait', 'On duty'];

/** Queues as a table, a row for each line of callers, in the order they come in. Waits are minutes and seconds. */
export function queuesTable(queues: ListedQueue[]): string {
  return textTable(HEADINGS, queues.map(cells));
}

function cells({ queue, skill, waiting, ...line }: ListedQueue): string[] {
  const wait = waiting > 0 ? minutes(line.longestWaitSeconds) : '';
  return [queue, skill ?? '', String(waiting), wait, String(line.agentsOnDuty)];
}

function minutes(seconds: number): string {
  const rest = String(Math.floor(seconds) % 60).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${rest}`;
}
