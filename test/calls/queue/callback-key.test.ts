import { describe, expect, test } from 'vitest';
import {
  asked,
  CALLBACK_LINE,
  happens,
  inLine,
  isTold,
  keysOn,
  PLACE,
  playEnds,
  presses,
} from '../support/callback-line.ts';
import { stops, types } from '../support/followed.ts';
import { SMALL_LINE } from '../support/small-line.ts';
import { ANNA, waiting } from '../support/with-people.ts';

function assigned(call: ReturnType<typeof inLine>, more: object = {}) {
  const spot = call.state.escalation?.queue?.spot;
  const offer = 'offer:q1-anna';
  return happens(call, { type: 'AgentAssigned', offer, ...ANNA, ...(spot && { spot }), ...more });
}

describe('a caller in line who presses the key of the callback', () => {
  test('leaves the line, and is asked where to call them: their number is heard, and not kept in full', () => {
    const call = inLine();
    const { spot } = call.state.escalation?.queue ?? {};
    expect(presses(call, '5')).toEqual(['leaveQueue', 'recognize']);
    expect(call.commands).toMatchObject([
      { spot },
      { prompt: { text: 'Shall we call 1 5 5 5 0 1 0 0?' }, interrupt: true },
    ]);
    expect(JSON.stringify(call.rows.timeline)).not.toContain('5 5 5 0');
    expect(call.rows.timeline.map(({ words }) => words)).toContain('asks: Shall we call … 0 0?');
    expect(call.state.call).toMatchObject({ state: 'talking', escalation: 'waiting' });
    expect(call.state.call.queueExit).toBeUndefined();
  });

  test('may do so while their place is told', () => {
    const call = waiting(CALLBACK_LINE);
    happens(call, { type: 'Queued', ...PLACE });
    isTold(call);
    expect(presses(call, '5')).toEqual(['leaveQueue', 'recognize']);
  });

  test('is not heard during the first words, nor when these are over', () => {
    const call = waiting(CALLBACK_LINE);
    happens(call, { type: 'Queued', ...PLACE });
    expect(presses(call, '5')).toEqual([]);
    isTold(call);
    expect(presses(call, '4', 2)).toEqual([]);
    expect(presses(call, '5', 3)).toEqual(['leaveQueue', 'recognize']);
  });

  test('though another recognition was cut off by the way here', () => {
    const call = waiting(CALLBACK_LINE);
    // the keys of one that was cut off are never told: until then none is certainly of no recognition
    const { stream } = call.state;
    if (!stream) throw new Error('no keys are followed');
    Object.assign(call.state, { stream: { ...stream, untoldAt: 0 } });
    happens(call, { type: 'Queued', ...PLACE });
    isTold(call);
    expect(presses(call, '5')).toEqual(['leaveQueue', 'recognize']);
  });

  test('is followed from then on when a secret entry came before', () => {
    const call = waiting(CALLBACK_LINE);
    Object.assign(call.state, { stream: undefined });
    happens(call, { type: 'Queued', ...PLACE });
    expect(types(playEnds(call))).toEqual(['startContinuousDtmfRecognition', 'lookUpPlace']);
    happens(call, { type: 'QueuePlaced', place: PLACE });
    expect(presses(call, '5')).toEqual(['leaveQueue', 'recognize']);
  });

  test('is heard in another session of their keys', () => {
    const call = inLine();
    presses(call, '3', 7);
    expect(stops(call, 'caller')).toEqual(['startContinuousDtmfRecognition']);
    const type = 'ContinuousDtmfRecognitionToneReceived';
    happens(call, { type, operationContext: 'tones:caller:2', sequenceId: 0, key: '5' });
    expect(types(call)).toEqual(['leaveQueue', 'recognize']);
  });

  test('waits for the agent who is being rung for them, and is not heard later either', () => {
    const call = assigned(inLine());
    expect(presses(call, '5')).toEqual([]);
    call.invited().joins().agentKeys('2');
    expect(types(call)).toContain('play');
    expect(presses(call, '4', 2)).toEqual([]);
    expect(presses(call, '5', 3)).toEqual(['leaveQueue', 'recognize']);
  });

  test('stays where their wait is over, as they are told', () => {
    const call = waiting(CALLBACK_LINE);
    happens(call, { type: 'Queued', ...PLACE });
    isTold(call);
    happens(call, { type: 'Deadline', deadline: 1 });
    expect(call.state.call.queueExit).toBe('timeout');
    expect(presses(call, '5')).toEqual([]);
  });

  test('does not answer the question with it: the key counts once', () => {
    const call = asked();
    expect(presses(call, '5')).toEqual([]);
    expect(call.state.position).toMatchObject({ step: 'person.callback', keysFrom: 2 });
    call.keys('1');
    expect(types(call)).toEqual(['takeCallback']);
    expect(presses(call, '1', 2)).toEqual([]);
  });

  test('stays in line where the queue has no callbacks', () => {
    const { support } = CALLBACK_LINE.queues ?? {};
    if (!support) throw new Error('there is no queue');
    const { callback: _, ...without } = support;
    const call = inLine({ ...CALLBACK_LINE, queues: { support: without } });
    expect(presses(call, '5')).toEqual([]);
  });
});

describe('a caller who asks to be called back', () => {
  test('and withholds their number is asked for one at once', () => {
    const call = inLine();
    const withheld = { ...call.state.call, from: 'anonymous' };
    Object.assign(call.state, { call: withheld });
    presses(call, '5');
    expect(call.says).toBe('leaveQueue | Which number?');
  });

  test('has no use for an agent who is assigned meanwhile, and the row is removed', () => {
    const call = inLine();
    const { spot } = call.state.escalation?.queue ?? {};
    presses(call, '5');
    expect(types(assigned(call, { spot }))).toEqual(['leaveQueue', 'releaseAgent']);
    call.keys('1');
    expect(types(call)).toEqual(['takeCallback']);
  });

  test('hears nothing of their longest wait, nor of the music that was cut off', () => {
    const call = asked();
    happens(call, { type: 'Deadline', deadline: 1 });
    expect(call.commands).toEqual([]);
    const operationContext = 'queue-music:7';
    happens(call, { type: 'PlayCanceled', operationContext });
    happens(call, { type: 'QueuePlaced', place: PLACE });
    expect(call.commands).toEqual([]);
    expect(call.state.position?.step).toBe('person.callback');
  });

  test('and hangs up has left the line', () => {
    const call = asked();
    happens(call, { type: 'CallDisconnected', code: 200, subCode: 540_000 });
    expect(call.state.call).toMatchObject({
      outcome: 'abandoned',
      queueExit: 'abandoned',
      escalation: 'left',
    });
    expect(call.state.call.waitSeconds).toBeGreaterThan(0);
  });
});

test('a caller who goes to a person behind no queue instead has left the line', () => {
  const { person } = SMALL_LINE.steps;
  if (person?.kind !== 'escalate') throw new Error('the small line has no person');
  const steps = { ...CALLBACK_LINE.steps, direct: person };
  const { state, commands } = keysOn({ ...CALLBACK_LINE, operator: 'direct', steps }, asked(), '0');
  expect(commands.map(({ type }) => type)).toEqual(['play', 'inviteAgent']);
  expect(state.call.queueExit).toBe('abandoned');
  expect(state.leftLine).toBeUndefined();
});
