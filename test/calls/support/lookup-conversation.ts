import type { CallEvent, LookupAnswered } from '../../../calls/events.ts';
import type { Flow, LookupStep } from '../../../calls/flow.ts';
import { type Conversation, connected } from './conversation.ts';
import { SMALL_LINE } from './small-line.ts';

export const ASK: LookupStep = {
  kind: 'lookup',
  lookup: 'billing',
  send: ['number'],
  keep: { amount: '/amount' },
  when: {},
  waiting: 'One moment.',
  music: 'music.wav',
  sorry: { say: 'Sorry. To leave, press 2.', keys: { 2: 'left' } },
  next: 'told',
  otherwise: 'untold',
};

/** A line that begins with a lookup. */
export const ASKING: Flow = {
  ...SMALL_LINE,
  start: 'ask',
  operator: 'person',
  steps: {
    ask: ASK,
    told: { kind: 'hangUp', say: 'It is {amount}.' },
    untold: { kind: 'hangUp', say: 'We do not know.' },
    left: { kind: 'hangUp', say: 'As you like.' },
    person: { kind: 'hangUp', say: 'A person.' },
  },
};

/** A call that has just asked its back end. */
export function asking(flow: Flow = ASKING): Conversation {
  return connected(flow);
}

/** The newest deadline comes. */
export function timePasses(call: Conversation): Conversation {
  return call.happens({ type: 'Deadline', deadline: call.state.deadlineCount });
}

/** The back end has answered. */
export function answered(
  call: Conversation,
  answer: LookupAnswered['answer'] = { ok: true, values: { amount: '7' } },
  lookup = 1,
): Conversation {
  return call.happens({ type: 'LookupAnswered', lookup, endpoint: 'billing', answer });
}

/** ACS, or we ourselves, refuse a command of the last turn. */
export function refused(
  call: Conversation,
  command: Extract<CallEvent, { type: 'CommandFailed' }>['command'],
  code = 503,
): Conversation {
  const { turn } = call.state;
  const found = call.commands.find(({ type }) => type === command);
  const context = code === 0 ? {} : { operationContext: found?.operationContext };
  const message = 'no';
  return call.happens({
    type: 'CommandFailed',
    turn,
    index: 0,
    command,
    code,
    message,
    ...context,
  });
}
