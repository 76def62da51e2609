import type { Escalate, Flow, Queue } from '../../../calls/flow.ts';
import { stepsOfCallback } from '../../../calls/flow-normal-callback.ts';
import { callback } from '../../../calls/flow-schema-callback.ts';
import type { Random } from '../../../emulator/random.ts';
import { SMALL_LINE } from '../../calls/support/small-line.ts';

/** A step that leads to a person by a queue. */
export type QueuedStep = Escalate & { queue: NonNullable<Escalate['queue']> };

/** A line whose callers wait in two queues. */
export type QueuedLine = Flow & {
  queues: Record<string, Queue>;
  steps: Record<string, QueuedStep | Flow['steps'][string]>;
};

/** What callers press who do not want to wait. */
export const CALLBACK_KEY = '1';

/** Where callers come to: most of them to the first. */
export const WAYS_IN = ['anybody', 'anybody', 'anybody', 'urgent', 'bills', 'vip', 'sales'];

const { person } = SMALL_LINE.steps;
if (person?.kind !== 'escalate') throw new Error('the small line has no person');

const step = (name: string, priority: number, others: Partial<Escalate> = {}): QueuedStep => ({
  ...person,
  queue: { name, priority },
  ...others,
});

/**
 * Steps of three priorities and one skill share a queue; the other one is small and short. Who is in neither for long goes on: from the
 * line for a skill into the line for anybody.
 */
export function queuedLine(random: Random): QueuedLine {
  const queue = (longest: readonly number[], most: number, seconds: number): Queue => ({
    announce: 'Number {position}, {minutes} minutes.',
    everySeconds: random.integer(15, 40),
    longestSeconds: longest[random.integer(0, longest.length - 1)] ?? 60,
    most,
    music: { file: 'music.wav', seconds },
  });
  return {
    ...SMALL_LINE,
    operator: 'anybody',
    queues: {
      support: {
        ...queue([60, 120, 240], random.integer(4, 30), 8),
        callback: { key: CALLBACK_KEY },
      },
      sales: queue([60, 90], random.integer(1, 3), 5),
    },
    steps: {
      ...SMALL_LINE.steps,
      ...callbackSteps(['anybody', 'urgent', 'bills', 'vip']),
      anybody: step('support', 500),
      urgent: step('support', 100),
      bills: step('support', 500, { skill: 'billing', otherwise: 'anybody' }),
      vip: step('support', 0, { skill: 'billing' }),
      sales: step('sales', 300, { otherwise: 'urgent' }),
    },
  };
}

/** The steps in which callers leave the lines of these steps for a callback, as the flow's file makes them. */
function callbackSteps(names: readonly string[]): Flow['steps'] {
  const usual = callback.parse({});
  return Object.fromEntries(names.flatMap((name) => stepsOfCallback(name, usual)));
}

/** A step of the line that is one to a queue. Asked of any other it is a mistake of the test. */
export function queuedStep(flow: Flow, name: string): QueuedStep {
  const found = flow.steps[name];
  if (found?.kind !== 'escalate' || !found.queue) throw new Error(`${name} leads to no queue`);
  return found as QueuedStep;
}
