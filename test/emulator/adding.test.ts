import { describe, expect, test } from 'vitest';
import { AGENT, INVITE, joins, text, USER_ID } from './support/group.ts';
import { invited } from './support/invited.ts';
import { CALLER, LINE, onTheLine, rosters, toldOf } from './support/line.ts';

describe('an app calls somebody into its call', () => {
  test('and is told at once of an invitation: the phone rings, the call is as it was', () =>
    invited({ on: 'ring' }, async ({ line, call }) => {
      const again = await call.addParticipant({ targetParticipant: USER_ID });
      expect(again).toMatchObject({
        participant: { identifier: USER_ID, isMuted: false, isOnHold: false },
        invitationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(again.operationContext).toBeUndefined();
      expect(line.phone('phone-2')).toMatchObject({
        number: AGENT,
        other: LINE,
        direction: 'called',
        state: 'ringing',
      });
      expect(line.phone('phone-2').customContext).toBeUndefined();
      expect(line.phone('phone-3')).toMatchObject({
        number: '8:acs:agent-7',
        other: expect.stringMatching(/^8:acs:/),
        state: 'ringing',
      });
      await line.passes(5);
      expect(line.events()).toEqual([]);
      expect((await call.listParticipants()).values).toHaveLength(2);
    }));

  test('who picks up: they are in the roster, and everyone hears what plays to all', () =>
    invited({ on: 'answer', afterMs: 4000 }, async ({ line, call, caller, agent }) => {
      await call.getCallMedia().playToAll([text('x'.repeat(100))]); // 6 s
      await line.passes(3.9);
      expect(line.phone(agent)).toMatchObject({ state: 'ringing', heard: [] });
      await line.passes(0.2);
      expect(line.told()).toEqual(['PlayStarted', 'AddParticipantSucceeded']);
      expect(toldOf(line, 'AddParticipantSucceeded')).toMatchObject({
        context: '2.0',
        code: 200,
        subCode: 0,
        participant: { kind: 'phoneNumber', rawId: `4:${AGENT}`, phoneNumber: { value: AGENT } },
      });
      expect(rosters(line)).toEqual([`4:${CALLER}, 4:${AGENT}`]);
      const { values } = await call.listParticipants();
      expect(values?.map(({ identifier }) => identifier)).toMatchObject([
        { phoneNumber: CALLER },
        { communicationUserId: expect.stringMatching(/^8:acs:/) },
        { phoneNumber: AGENT },
      ]);
      const { callConnectionId } = await call.getCallConnectionProperties();
      expect(line.phone(agent)).toMatchObject({ state: 'talking', callConnectionId });
      expect(line.phone(agent).hearing).toMatchObject({ content: 'x'.repeat(100) });
      await line.passes(3);
      for (const id of [caller, agent])
        expect(line.phone(id).heard).toMatchObject([{ done: true }]);
    }));

  test('who is an ACS user, without a number of ours', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const id = await joins(line, call, USER_ID);
      expect(line.phone(id)).toMatchObject({ number: '8:acs:agent-7', state: 'talking' });
      const found = await call.getParticipant(USER_ID);
      expect(found.identifier).toMatchObject(USER_ID);
    }));

  test.each([
    ['is busy', { on: 'busy', afterMs: 500 }, {}, 0.5, 486, 8540, 486],
    ['declines', { on: 'decline', afterMs: 500 }, {}, 0.5, 603, 8538, 603],
    ['does not answer', { on: 'ring' }, { invitationTimeoutInSeconds: 20 }, 20, 480, 10078, 480],
    ['never answers', { on: 'ring' }, { invitationTimeoutInSeconds: 180 }, 180, 480, 10078, 480],
    ['is given no time', { on: 'ring' }, { invitationTimeoutInSeconds: 0 }, 0.1, 480, 10078, 480],
    ['is given no timeout', { on: 'ring' }, {}, 60, 480, 10078, 480],
  ])('who %s', (_title, behaviour, options, seconds, code, subCode, sip) =>
    invited(
      behaviour,
      async ({ line, call, caller, agent }) => {
        await line.passes(seconds - 0.1);
        if (seconds > 0.1) expect(line.phone(agent).state).toBe('ringing');
        await line.passes(0.2);
        expect(line.told()).toEqual(['AddParticipantFailed']);
        expect(toldOf(line, 'AddParticipantFailed')).toMatchObject({
          context: '2.0',
          code,
          subCode,
          sip,
          participant: { rawId: `4:${AGENT}` },
        });
        expect(line.phone(agent)).toMatchObject({ state: 'ended', code, subCode });
        expect(line.phone(caller).state).toBe('talking');
        expect(rosters(line)).toEqual([]);
        expect((await call.listParticipants()).values).toHaveLength(2);
        await line.passes(200);
        expect(line.events()).toHaveLength(1);
      },
      options,
    ),
  );

  test.each(['decline', 'hangUp'])('who presses it away by hand (%s)', (verb) =>
    invited({ on: 'answer', afterMs: 10_000 }, async ({ line, agent }) => {
      await line.passes(5);
      await line.control('POST', `phones/${agent}/${verb}`);
      await line.passes(60);
      expect(toldOf(line, 'AddParticipantFailed')).toMatchObject({ code: 603, subCode: 8538 });
      expect(line.events()).toHaveLength(1);
    }),
  );

  test('who answers by hand', () =>
    invited({ on: 'ring' }, async ({ line, agent }) => {
      await line.passes(5);
      await line.control('POST', `phones/${agent}/answer`);
      await line.passes(200);
      expect(line.told()).toEqual(['AddParticipantSucceeded']);
      expect(line.phone(agent).state).toBe('talking');
    }));

  test('and may be told of a failure without what the network said', () =>
    invited({ on: 'busy', afterMs: 500 }, async ({ line }) => {
      await line.faults({ sipDetails: false });
      await line.passes(1);
      expect(toldOf(line, 'AddParticipantFailed')).toMatchObject({ sip: undefined });
    }));

  test('and has the results where it wants them, but the roster at the URL of the call', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      await line.behaves(AGENT, { on: 'answer', afterMs: 0 });
      const operationCallbackUrl = `${line.receiver.url}/results`;
      await call.addParticipant(INVITE, { operationCallbackUrl });
      await line.passes(0.1);
      expect(line.told('/results')).toEqual(['AddParticipantSucceeded']);
      expect(rosters(line).at(-1)).toBe(`4:${CALLER}, 4:${AGENT}`);
    }));
});

test('the roster may come before or after what changed it', async () => {
  const orders = new Set<string>();
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await onTheLine(
      async (line) => {
        const { call } = await line.answered();
        await joins(line, call);
        const names = line.events().map(({ type }) => type.split('.').at(-1));
        orders.add(names.slice(2).join(' '));
      },
      { seed },
    );
  }
  expect([...orders].sort()).toEqual([
    'AddParticipantSucceeded ParticipantsUpdated',
    'ParticipantsUpdated AddParticipantSucceeded',
  ]);
});

describe('what an app sends along with a ring', () => {
  test('is seen at the phone', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      await call.addParticipant({
        ...INVITE,
        customCallingContext: [
          { kind: 'sipuui', key: 'User-To-User', value: '0404' },
          { kind: 'sipx', key: 'Skill', value: 'billing' },
          { kind: 'voip', key: 'ticket', value: '17' },
        ],
      });
      expect(line.phone('phone-2').customContext).toEqual({
        sipHeaders: { 'User-To-User': '0404', 'X-MS-Custom-Skill': 'billing' },
        voipHeaders: { ticket: '17' },
      });
    }));
});

test('the control door shows who is being called', () =>
  invited({ on: 'answer', afterMs: 5000 }, async ({ line, call, agent, invitationId }) => {
    const { callConnectionId } = await call.getCallConnectionProperties();
    const shown = () => line.control('GET', `calls/${callConnectionId}`);
    expect((await shown()).body).toMatchObject({
      invitations: [
        {
          invitationId,
          participant: { rawId: `4:${AGENT}` },
          phoneId: agent,
          operationContext: '2.0',
        },
      ],
      holds: [],
    });
    await line.passes(6);
    expect((await shown()).body).toMatchObject({ invitations: [] });
  }));
