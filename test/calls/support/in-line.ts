import type { Flow } from '../../../calls/flow.ts';
import type { LookUpPlace } from '../../../calls/queue/commands.ts';
import { SMALL_LINE } from './small-line.ts';
import { ANNA, type Staffed, waiting } from './with-people.ts';

const { person } = SMALL_LINE.steps;
if (person?.kind !== 'escalate') throw new Error('the small line has no person');

/** The small line, whose person is behind a queue. */
export const QUEUED: Flow = {
  ...SMALL_LINE,
  operator: 'person',
  queues: {
    support: {
      announce: 'Number {position}, {minutes} minutes.',
      everySeconds: 30,
      longestSeconds: 600,
      most: 9,
      music: { file: 'music.wav', seconds: 8 },
    },
  },
  steps: { ...SMALL_LINE.steps, person: { ...person, queue: { name: 'support', priority: 500 } } },
};

/** What a caller is told, unless a test says otherwise. */
export const PLACE = { position: 3, waitSeconds: 61 };

export type Happening = Parameters<Staffed['happens']>[0];

/** What happens to a call, with nothing said of its time. */
export function happens(call: Staffed, event: object): Staffed {
  call.happens(event as Happening);
  return call;
}

/** What plays comes to its end. */
export function playEnds(call: Staffed, type = 'PlayCompleted'): Staffed {
  call.ends({ type, code: 200, subCode: 0 } as Happening);
  return call;
}

/** A caller who has joined, and hears the first words. */
export function joined(): Staffed {
  const call = waiting(QUEUED);
  happens(call, { type: 'Queued', ...PLACE });
  return call;
}

/** The place that was to be looked for was, and is told under its context; or under that of its second try. */
export function placed(call: Staffed, place: object = PLACE, repeat = ''): Staffed {
  const look = call.commands.find(({ type }) => type === 'lookUpPlace') as LookUpPlace | undefined;
  const announced = `${look?.announce?.operationContext}${repeat}`;
  return happens(call, { type: 'QueuePlaced', place, announced });
}

/** What plays comes to its end so many seconds after the caller was told their place. */
export function playEndsAfter(call: Staffed, seconds: number): Staffed {
  const announcedAt = call.state.escalation?.queue?.announcedAt ?? '';
  const at = new Date(Date.parse(announcedAt) + seconds * 1_000).toISOString();
  call.ends({ type: 'PlayCompleted', at, code: 200, subCode: 0 } as Happening);
  return call;
}

/** A caller who hears their place. */
export function told(): Staffed {
  return placed(playEnds(joined()));
}

/** A caller who was told their place, and hears music alone. */
export function withMusic(): Staffed {
  return playEnds(told());
}

/** Matching gave the caller an agent, for the line that they are in. `id`: of the event, where it is told again. */
export function assigned(
  call: Staffed,
  offer = 'offer:q1-anna',
  id = `assigned:${offer}`,
): Staffed {
  const spot = call.state.escalation?.queue?.spot;
  return happens(call, { type: 'AgentAssigned', id, offer, ...ANNA, ...(spot ? { spot } : {}) });
}
