import { describe, expect, test } from 'vitest';
import { begin } from '../../../calls/begin.ts';
import { lastCallBack } from '../../../calls/callback/call-back.ts';
import { lastRelease } from '../../../calls/escalation/leaving.ts';
import type { CallEvent } from '../../../calls/events.ts';
import type { CallState, Turn } from '../../../calls/state.ts';
import { step } from '../../../calls/step.ts';
import { SMALL_LINE } from '../support/small-line.ts';

const ASKED_BY = '20261120T101502-0123456789ab';
const AGENT = { id: 'ann', name: 'Ann', participant: '+15550161' };
const CALLER = '+15550142';
const arrival = '2026-11-20T10:15:02.000Z';

/** A call that calls somebody back, told by what happens to it. */
class Callback {
  turn: Turn = begin({
    kind: 'callback',
    callId: '20261120T103000-3f9a0c1be27d',
    from: '+15550199',
    to: CALLER,
    at: '2026-11-20T10:30:00.000Z',
    flow: SMALL_LINE,
    askedBy: ASKED_BY,
    request: {
      to: CALLER,
      spot: { queue: 'support', priority: 500, arrival },
      step: 'person',
      values: { account: '12345678' },
    },
    agent: { ...AGENT },
    offer: 'offer:q1-ann',
    ringSeconds: 45,
  });
  #count = 0;

  get state(): CallState {
    return this.turn.state;
  }

  get sent(): string[] {
    return this.turn.commands.map(({ type }) => type);
  }

  happens(event: { type: CallEvent['type'] } & Record<string, unknown>): this {
    this.#count += 1;
    const at = new Date(Date.parse('2026-11-20T10:30:00.000Z') + this.#count * 1_000);
    const known = { id: `event-${this.#count}`, at: at.toISOString(), callConnectionId: 'c' };
    this.turn = step(SMALL_LINE, this.state, { ...known, ...event } as CallEvent);
    return this;
  }

  /** The agent's phone is answered, and they hear what it is about. */
  answered(): this {
    return this.happens({ type: 'Answered' }).happens({ type: 'CallConnected' });
  }

  /** What the agent presses. */
  keys(digits: string): this {
    const operationContext = this.state.open.at(-1);
    return this.happens({ type: 'RecognizeCompleted', operationContext, digits, subCode: 8531 });
  }

  accepted(): this {
    return this.answered().keys('1');
  }

  rung(): this {
    return this.accepted().happens({
      type: 'CallerDialled',
      is: 'dialled',
      invitationId: 'invitation',
    });
  }

  added(type: 'AddParticipantSucceeded' | 'AddParticipantFailed', more: object = {}): this {
    const operationContext = this.state.callBack?.invitation;
    return this.happens({ type, operationContext, ...more });
  }

  over(): this {
    return this.happens({ type: 'CallDisconnected', subCode: 540000 });
  }

  get end() {
    const { outcome, escalation } = this.state.call;
    const { isReached } = lastCallBack(this.state) ?? {};
    return [outcome, escalation, lastRelease(this.state)?.to, isReached];
  }
}

describe('a call that calls somebody back', () => {
  test('rings the agent, and knows what it is for', () => {
    const call = new Callback();
    expect(call.turn.commands).toMatchObject([
      { type: 'callAgent', agent: AGENT, ourNumber: '+15550199' },
      { type: 'armDeadline', ms: 20_000 },
    ]);
    expect(call.state.call).toMatchObject({
      direction: 'outbound',
      to: CALLER,
      state: 'ringing',
      callback: ASKED_BY,
      escalation: 'waiting',
    });
  });

  test('tells the agent what it is, and dials only when they accept', () => {
    const call = new Callback().answered();
    expect(call.turn.commands).toMatchObject([
      {
        type: 'recognize',
        participant: AGENT.participant,
        prompt: { text: 'A callback to 4 2. Press 1 or 2.' },
      },
    ]);
    call.keys('1');
    expect(call.turn.commands).toMatchObject([
      { type: 'dialCaller', to: CALLER, callback: ASKED_BY, ringSeconds: 45 },
      { type: 'play', to: AGENT.participant, prompt: { text: 'It rings.' } },
    ]);
    expect(call.turn.commands[0]).toMatchObject({
      context: { values: { account: '12345678' } },
    });
  });

  test('has them talk when the caller answers, and keeps that first', () => {
    const call = new Callback().rung().added('AddParticipantSucceeded');
    expect(call.sent).toEqual([
      'cancelAllMediaOperations',
      'callbackReached',
      'agentTalks',
      'startContinuousDtmfRecognition',
      'startContinuousDtmfRecognition',
    ]);
    expect(call.state.call).toMatchObject({ state: 'with-agent', agent: 'ann' });
    call.over();
    expect(call.end).toEqual(['answered-by-agent', 'accepted', 'wrap-up', true]);
  });

  test('knows by the roster that the caller is there, and takes that once', () => {
    const participants = [`4:${AGENT.participant}`, `4:${CALLER}`, '8:acs:app'];
    const call = new Callback().rung();
    call.happens({ type: 'ParticipantsUpdated', sequenceNumber: 2, participants });
    expect(call.sent).toContain('callbackReached');
    expect(call.added('AddParticipantSucceeded').sent).toEqual([]);
  });

  test('may be asked for an extension first', () => {
    const call = new Callback();
    const offer = call.state.escalation?.offer;
    if (offer?.agent) Object.assign(offer.agent, { extension: '12' });
    expect(call.answered().turn.commands).toMatchObject([{ type: 'sendDtmfTones' }]);
  });

  test.each([
    [{ sipCode: 486 }, 'busy'],
    [{ sipCode: 603 }, 'declined'],
    [{ sipCode: 408 }, 'no-answer'],
    [{ subCode: 1 }, 'failed'],
  ])('that nobody takes there (%j) tells the agent, and is %s', (how, outcome) => {
    const call = new Callback().rung().added('AddParticipantFailed', how);
    expect(call.turn.commands).toMatchObject([
      { type: 'play', to: AGENT.participant, prompt: { text: 'Not reached.' }, interrupt: true },
    ]);
    const [words] = call.state.open;
    expect(call.happens({ type: 'PlayCompleted', operationContext: words }).sent).toEqual([
      'hangUp',
    ]);
    expect(call.over().end).toEqual([outcome, 'accepted', 'available', false]);
  });

  test.each([
    ['gone', 'failed'],
    ['no-slot', 'failed'],
    ['outage', 'failed'],
    ['not-allowed', 'not-allowed'],
  ])('that cannot dial, as it is %s, tells the agent, and is %s', (is, outcome) => {
    const call = new Callback().accepted().happens({ type: 'CallerDialled', is });
    expect(call.sent).toEqual(['play']);
    const operationContext = call.state.open.at(-1);
    const refused = { type: 'CommandFailed', command: 'play', operationContext, code: 500 };
    call.happens({ ...refused, type: 'CommandFailed', turn: call.state.turn, index: 0 });
    expect(call.sent).toEqual(['hangUp']);
    expect(call.over().end).toEqual([outcome, 'accepted', 'available', false]);
  });

  test('is over when the agent hangs up while it rings, which stops', () => {
    const present = [`4:${AGENT.participant}`, '8:acs:app'];
    const call = new Callback().rung();
    const roster = { type: 'ParticipantsUpdated' } as const;
    call.happens({ ...roster, sequenceNumber: 2, participants: present });
    call.happens({ ...roster, sequenceNumber: 4, participants: ['8:acs:app'] });
    expect(call.sent).toEqual(['cancelAddParticipant', 'hangUp']);
    expect(call.over().end).toEqual(['failed', 'accepted', 'available', false]);
  });
});

describe('an agent who does not call back', () => {
  const keyed = (digits: string) => (call: Callback) => call.answered().keys(digits);
  const silent = (call: Callback) => {
    const operationContext = call.answered().state.open.at(-1);
    return call.happens({ type: 'RecognizeFailed', operationContext, subCode: 8510 });
  };
  const notAnswered = (sipCode: number) => (call: Callback) =>
    call.happens({ type: 'Answered' }).happens({ type: 'CreateCallFailed', sipCode });
  const tooLate = (call: Callback) =>
    call.happens({ type: 'Answered' }).happens({ type: 'Deadline', deadline: 1 });
  const refused = (call: Callback) =>
    call.happens({ type: 'CommandFailed', command: 'callAgent', turn: 1, index: 0, code: 503 });
  const leaves = (call: Callback) => call.answered().over();

  test.each([
    ['declines by key', keyed('2'), 'declined', 'available'],
    ['presses nothing', silent, 'no-answer', 'away'],
    ['declines the ring', notAnswered(603), 'declined', 'available'],
    ['is busy', notAnswered(486), 'busy', 'available'],
    ['does not answer', notAnswered(408), 'no-answer', 'away'],
    ['rings for too long', tooLate, 'no-answer', 'away'],
    ['cannot be rung', refused, 'failed', 'available'],
    ['hangs up when they hear what it is', leaves, 'declined', 'available'],
  ] as const)('as they or their phone %s leaves it to another', (_how, does, outcome, to) => {
    const call = does(new Callback());
    if (call.state.phase !== 'ended') call.over();
    expect(call.sent).not.toContain('dialCaller');
    expect(call.end).toEqual([outcome, 'not-taken', to, false]);
  });
});

describe('silence', () => {
  const silence = (rawIds: string[], minute = 40) => ({
    type: 'CallSilent' as const,
    state: 'connected',
    roster: rawIds.map((rawId) => ({ rawId, isOnHold: false })),
    at: `2026-11-20T10:${minute}:00.000Z`,
  });
  const both = [`4:${AGENT.participant}`, `4:${CALLER}`];

  test('of a caller who is there by now makes them talk', () => {
    expect(new Callback().rung().happens(silence(both)).sent).toContain('callbackReached');
  });

  test('of one who is not ends the ringing, and then the call', () => {
    const call = new Callback().rung().happens(silence(both.slice(0, 1)));
    expect(call.sent).toEqual(['cancelAddParticipant', 'play']);
    expect(call.happens(silence(both.slice(0, 1), 41)).sent).toEqual(['hangUp']);
    expect(call.over().end).toEqual(['no-answer', 'accepted', 'available', false]);
  });

  test('after a turn that was lost twice is waited for, whatever of it was done', () => {
    const call = new Callback().accepted();
    const lost = { type: 'CommandFailed', command: 'dialCaller', code: 0, index: 0 } as const;
    expect(call.happens({ ...lost, turn: call.state.turn }).sent).toEqual([]);
    expect(call.happens(silence(both)).sent).toContain('callbackReached');
  });
});
