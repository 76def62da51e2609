import { describe, expect, test } from 'vitest';
import { ANNA, BOB, CALLER, type Staffed, waiting, whispered } from '../support/with-people.ts';

const types = (call: Staffed) => call.commands.map(({ type }) => type);
const joined = (agent: typeof ANNA, offer?: string) => ({
  type: 'AddParticipantSucceeded' as const,
  participant: `4:${agent.participant}`,
  ...(offer ? { operationContext: offer } : {}),
});

/** Anna has declined, and Bob rings. */
const second = () => whispered().agentKeys('2').invited(BOB);

describe('news of an offer that is over', () => {
  test.each([
    ['who was claimed for it', { type: 'AgentInvited', offer: 'offer:4', ...ANNA }],
    ['that nobody was', { type: 'NobodyAvailable', offer: 'offer:4', why: 'no-agent' }],
    ['that nobody took it', { type: 'AddParticipantFailed', operationContext: 'offer:4' }],
  ] as const)('changes nothing: %s', (_what, event) => {
    const call = second();
    const { escalation } = call.state;
    call.happens(event);
    expect(call.commands).toEqual([]);
    expect(call.state.escalation).toEqual(escalation);
  });

  test('that somebody joined after all has them leave again', () => {
    const call = second();
    call.happens(joined(ANNA, 'offer:4'));
    expect(call.commands).toMatchObject([
      { type: 'removeParticipant', participant: ANNA.participant },
    ]);
    expect(call.state.escalation?.offer).toMatchObject({ stage: 'inviting', agent: { id: 'bob' } });
  });

  test('that somebody joined has them leave also when the caller is in the flow again', () => {
    const call = whispered().agentKeys('2').nobody();
    call.happens(joined(ANNA, 'offer:4'));
    expect(call.commands).toMatchObject([{ type: 'removeParticipant' }]);
  });

  test('a key of the agent before changes nothing', () => {
    const call = whispered();
    const whisper = call.state.open.at(-1);
    call.agentKeys('2').invited(BOB).joins();
    call.happens({
      type: 'RecognizeCompleted',
      operationContext: whisper,
      code: 200,
      subCode: 8531,
      digits: '1',
    });
    expect(call.commands).toEqual([]);
    expect(call.state.escalation?.offer?.stage).toBe('whispering');
  });
});

describe('an agent whose phone was answered', () => {
  test('is whispered to once, whichever news of it comes first', () => {
    const call = waiting().invited().firstWordsOver().roster(CALLER, ANNA.participant);
    expect(types(call)).toEqual(['recognize']);
    call.joins();
    expect(call.commands).toEqual([]);
  });

  test('is known by their number where the news has no context', () => {
    const call = waiting().invited().firstWordsOver();
    call.happens({ ...joined(ANNA), participant: `4:${ANNA.participant}_asserted` });
    expect(types(call)).toEqual(['recognize']);
  });

  test('is asked for, not taken for gone, when no roster ever showed them', () => {
    const call = whispered().roster(CALLER);
    expect(call.commands).toMatchObject([
      { type: 'lookUpParticipant', participant: ANNA.participant },
    ]);
    call.happens({ type: 'ParticipantSeen', participant: ANNA.participant, is: 'talking' });
    expect(call.commands).toEqual([]);
    expect(call.state.escalation?.offer?.stage).toBe('whispering');
  });

  test('and has hung up before the whisper could be said is let go as available', () => {
    const call = whispered();
    call.ends({ type: 'RecognizeFailed', code: 400, subCode: 8558 });
    expect(types(call)).toEqual(['recognize']); // once more: what it means is not published
    const { turn } = call.state;
    const refused = { code: 404, subCode: 8522, command: 'recognize', message: 'gone' } as const;
    call.happens({ type: 'CommandFailed', turn, index: 0, ...refused });
    expect(types(call)).toEqual(['lookUpParticipant']);
    call.happens({ type: 'ParticipantSeen', participant: ANNA.participant, is: 'absent' });
    expect(call.commands).toMatchObject([
      { type: 'releaseAgent', release: { agent: 'anna', to: 'available' } },
      { type: 'inviteAgent', except: ['anna'] },
    ]);
  });
});
