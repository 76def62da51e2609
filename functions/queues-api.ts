import type { HttpResponseInit } from '@azure/functions';
import type { QueueRow } from '../adapters/queue-rows.ts';
import type { Flow } from '../calls/flow.ts';
import { hasSkill } from '../calls/queue/matching.ts';
import type { Deps } from './deps.ts';
import { ok } from './http-response.ts';
import { overTables } from './tables-away.ts';

interface Line {
  queue: string;
  skill?: string;
}

/** `GET /api/queues`: every line that the current flow has, and those in which callers of an earlier flow wait; never a number. */
export async function listQueues(deps: Deps): Promise<HttpResponseInit> {
  const { queue, agents, flows, now } = deps;
  return overTables(deps, async () => {
    const [flow, callers, people] = await Promise.all([
      flows.current(),
      queue.waiting(),
      agents.list(),
    ]);
    const onDuty = people.filter(({ state }) => state !== 'away');
    const queues = linesOf(flow, callers).map((line) => {
      const inLine = callers.filter(({ spot }) => isIn(line, spot));
      const onThePhone = inLine.filter(({ isCallback }) => !isCallback);
      const waited = onThePhone.map(({ spot }) => now() - Date.parse(spot.arrival));
      return {
        ...line,
        waiting: inLine.length,
        callbacks: inLine.length - onThePhone.length,
        longestWaitSeconds: Math.round(Math.max(0, ...waited) / 1_000),
        agentsOnDuty: onDuty.filter((agent) => hasSkill(agent, line.skill)).length,
      };
    });
    return ok({ queues });
  });
}

/** By name, the line for anyone before those for a skill. */
function linesOf({ steps }: Flow, callers: QueueRow[]): Line[] {
  const ofSteps = Object.values(steps).flatMap((step): Line[] =>
    step.kind === 'escalate' && step.queue ? [lineOf(step.queue.name, step.skill)] : [],
  );
  const ofCallers = callers.map(({ spot }) => lineOf(spot.queue, spot.skill));
  const lines = [...ofSteps, ...ofCallers].toSorted(
    (one, other) => compare(one.queue, other.queue) || compare(one.skill ?? '', other.skill ?? ''),
  );
  return lines.filter((line, index) => {
    const before = lines[index - 1];
    return before === undefined || !isIn(before, line);
  });
}

function lineOf(queue: string, skill: string | undefined): Line {
  return skill === undefined ? { queue } : { queue, skill };
}

function isIn(line: Line, { queue, skill }: Line): boolean {
  return line.queue === queue && line.skill === skill;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
