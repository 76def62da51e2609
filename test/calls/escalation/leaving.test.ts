import { describe, expect, test } from 'vitest';
import { stops, tone, types } from '../support/followed.ts';
import { ANNA, CALLER, talking } from '../support/with-people.ts';

describe('an agent who leaves', () => {
  test('has talked for as long as they did', () => {
    const call = talking();
    const since = Date.parse(call.state.call.agentSince ?? '');
    call.agentKeys('*9');
    const until = Date.parse(call.state.call.lastEventAt);
    expect(call.state.call.agentSeconds).toBe((until - since) / 1000);
    expect(call.rows.timeline).toContainEqual(
      expect.objectContaining({
        type: 'agent-left',
        data: { offer: 'offer:4', agent: 'anna', name: 'Anna', seconds: (until - since) / 1000 },
      }),
    );
  });

  test('is told once, however it is told', () => {
    const call = talking().agentKeys('*9');
    const told = () => call.rows.timeline.filter(({ type }) => type === 'agent-left').length;
    call.happens({ type: 'RemoveParticipantSucceeded', participant: `4:${ANNA.participant}` });
    expect(call.commands).toEqual([]);
    expect(call.roster(CALLER).commands).toEqual([]);
    expect(stops(call, 'agent-anna')).toEqual([]);
    expect(told()).toBe(1);
  });

  test('with the caller on hold leaves them off hold', () => {
    const call = talking().agentKeys('*2').onHold(CALLER).agentKeys('*9');
    expect(types(call)).toEqual([
      'removeParticipant',
      'releaseAgent',
      'unhold',
      'armDeadline',
      'play',
    ]);
  });

  test('leaves a caller who has been answered, even if they press nothing any more', () => {
    const call = talking().roster(CALLER).played();
    expect(types(call)).toContain('hangUp');
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 7000 });
    expect(call.rows.call).toMatchObject({ state: 'ended', outcome: 'answered-by-agent' });
  });
});

describe('a caller who leaves', () => {
  test('has been answered by the agent, who writes it down', () => {
    const call = talking().roster(ANNA.participant);
    expect(types(call)).toEqual(['hangUp']);
    call.happens({ type: 'CallDisconnected', code: 200, subCode: 7000 });
    expect(call.rows.call).toMatchObject({
      outcome: 'answered-by-agent',
      agentSeconds: expect.any(Number),
    });
  });

  test('is told by the end of the call alone, too', () => {
    const call = talking().happens({ type: 'CallDisconnected', code: 200, subCode: 5010 });
    expect(call.rows.call).toMatchObject({ state: 'ended', outcome: 'answered-by-agent' });
  });

  test('lets nothing else be sent, whatever comes then', () => {
    const call = talking().agentKeys('*2').roster(ANNA.participant);
    expect(types(call)).toEqual(['hangUp']);
    for (const event of [
      { type: 'Deadline', deadline: call.state.deadlineCount },
      { type: 'ParticipantSeen', participant: CALLER, is: 'talking' },
      { type: 'HoldFailed', code: 400 },
      { type: 'AddParticipantSucceeded', participant: '4:+15550177' },
      { type: 'PlayCompleted', operationContext: 'music:7' },
    ] as const) {
      expect(types(call.happens(event))).toEqual([]);
    }
    for (const [index, key] of [...'*9*2*3'].entries()) {
      expect(tone(call, 'agent-anna', 2 + index, key)).toEqual([]);
    }
    expect(stops(call, 'agent-anna')).toEqual([]);
  });
});
