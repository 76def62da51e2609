import type { CallEvent } from '../../../calls/events.ts';
import type { Flow } from '../../../calls/flow.ts';
import { stepsOfCallback } from '../../../calls/flow-normal-callback.ts';
import { callback } from '../../../calls/flow-schema-callback.ts';
import type { Turn } from '../../../calls/state.ts';
import { step } from '../../../calls/step.ts';
import { tone } from './followed.ts';
import { placed } from './in-line.ts';
import { SMALL_LINE } from './small-line.ts';
import { type Staffed, waiting } from './with-people.ts';

const { person } = SMALL_LINE.steps;
if (person?.kind !== 'escalate') throw new Error('the small line has no person');

const OFFER = 'Shall we call {number}?';

/** The small line, whose person is behind a queue with callbacks on key 5. */
export const CALLBACK_LINE: Flow = {
  ...SMALL_LINE,
  operator: 'person',
  queues: {
    support: {
      announce: 'Number {position}, {minutes} minutes, or 5.',
      everySeconds: 30,
      longestSeconds: 600,
      most: 9,
      music: { file: 'music.wav', seconds: 8 },
      callback: { key: '5' },
    },
  },
  steps: {
    ...SMALL_LINE.steps,
    person: { ...person, queue: { name: 'support', priority: 500 } },
    ...Object.fromEntries(
      stepsOfCallback(
        'person',
        callback.parse({
          offer: OFFER,
          number: 'Which number?',
          readBack: 'Is it {digits}?',
          taken: 'We will call.',
          refused: 'We cannot call that.',
          failed: 'Not now.',
        }),
      ),
    ),
  },
};

export const PLACE = { position: 3, waitSeconds: 61 };

type Happening = Parameters<Staffed['happens']>[0];

export function happens(call: Staffed, event: object): Staffed {
  call.happens(event as Happening);
  return call;
}

export function playEnds(call: Staffed, type = 'PlayCompleted'): Staffed {
  call.ends({ type, code: 200, subCode: 0 } as Happening);
  return call;
}

/** The first words are over, and the caller is told their place. */
export function isTold(call: Staffed): Staffed {
  return placed(playEnds(call));
}

/** A caller in line who hears music. */
export function inLine(flow: Flow = CALLBACK_LINE): Staffed {
  const call = waiting(flow);
  happens(call, { type: 'Queued', ...PLACE });
  return playEnds(isTold(call));
}

/** The next key that the caller presses, by its number: what is sent then. */
export function presses(call: Staffed, key: string, number = 1): string[] {
  return tone(call, 'caller', number, key);
}

/** A caller who has stepped out of line, and is asked where to call them back. */
export function asked(flow: Flow = CALLBACK_LINE): Staffed {
  const call = inLine(flow);
  presses(call, '5');
  return call;
}

/** A caller whose own number is being taken down. */
export function taking(flow: Flow = CALLBACK_LINE): Staffed {
  const call = asked(flow);
  call.keys('1');
  return call;
}

/** What comes of it when the caller answers on another flow than they came on. */
export function keysOn(flow: Flow, { state }: Staffed, digits: string): Turn {
  const { lastEventAt: at, callConnectionId = '' } = state.call;
  const type = 'RecognizeCompleted';
  const operationContext = state.open.at(-1);
  const event = { type, id: 'on another', at, callConnectionId, operationContext, digits } as const;
  return step(flow, state, { ...event, code: 200, subCode: 8531 });
}

/** The activity of the last turn died, twice. */
export function turnLost(call: Staffed): Staffed {
  const { turn } = call.state;
  const [first] = call.commands;
  return happens(call, {
    type: 'CommandFailed',
    turn,
    index: 0,
    command: first?.type,
    code: 0,
    message: 'the activity died twice',
  } satisfies Partial<Extract<CallEvent, { type: 'CommandFailed' }>>);
}
