import type { ListedQueue } from './line-api.ts';
import { textTable } from './text-table.ts';

const HEADINGS = ['Queue', 'Skill', 'Waiting', 'To call back', 'Longest wait', 'On duty'];

/** Queues as a table, a row for each line of callers, in the order they come in. Waits are minutes and seconds. */
export function queuesTable(queues: ListedQueue[]): string {
  return textTable(HEADINGS, queues.map(cells));
}

function cells({ queue, skill, waiting, callbacks, ...line }: ListedQueue): string[] {
  const onThePhone = waiting - callbacks;
  const wait = onThePhone > 0 ? minutes(line.longestWaitSeconds) : '';
  const counts = [onThePhone, callbacks].map(String);
  return [queue, skill ?? '', ...counts, wait, String(line.agentsOnDuty)];
}

function minutes(seconds: number): string {
  const rest = String(Math.floor(seconds) % 60).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${rest}`;
}
