import { describe, expect, test } from 'vitest';
import { AGENT_ID, CALLER_ID, INVITE, inGroup, joins, USER_ID } from './support/group.ts';
import { LINE, onTheLine } from './support/line.ts';

const DESK_ID = { phoneNumber: '+15550177' };

function invalid(field: string): object {
  const message = expect.stringContaining(`The field ${field} is invalid`);
  return { statusCode: 400, code: '8523', message };
}

describe('a transfer is refused', () => {
  test('in a call of three, when nobody is named (400/8523)', () =>
    inGroup(async ({ line, call }) => {
      const transfer = call.transferCallToParticipant(DESK_ID);
      await expect(transfer).rejects.toMatchObject(invalid('transferee'));
      expect(line.served.emulator.phones.list()).toHaveLength(2);
    }));

  test('in a call of three, whoever is named, when a switch says so (400/8523)', () =>
    inGroup(async ({ line, call }) => {
      await line.faults({ transferee: false });
      const transfer = call.transferCallToParticipant(DESK_ID, { transferee: CALLER_ID });
      await expect(transfer).rejects.toMatchObject(invalid('transferee'));
    }));

  test('of somebody who is not in the call (404/8522), or of the app itself (400/8523)', () =>
    inGroup(async ({ line, call }) => {
      const { values } = await call.listParticipants();
      const app = values?.[1]?.identifier;
      const of = (transferee: typeof app) =>
        call.transferCallToParticipant(DESK_ID, transferee ? { transferee } : {});
      const gone = { statusCode: 404, code: '8522' };
      for (const size of [3, 2]) {
        expect((await call.listParticipants()).values).toHaveLength(size);
        await expect(of({ phoneNumber: '+15550111' })).rejects.toMatchObject(gone);
        await expect(of(app)).rejects.toMatchObject(invalid('transferee'));
        await call.removeParticipant(size === 3 ? AGENT_ID : CALLER_ID);
      }
      await line.passes(0.1);
      expect(line.told()).not.toContain('CallTransferAccepted');
    }));

  test.each([
    ['who is none', { phoneNumber: '0555' }, 'targetParticipant.phoneNumber.value'],
    ['who is the caller', CALLER_ID, 'targetParticipant'],
  ])('to somebody %s (400/8523)', (_title, target, field) =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const transfer = call.transferCallToParticipant(target);
      await expect(transfer).rejects.toMatchObject(invalid(field));
    }),
  );

  test('from a number that is none (400/8523)', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      const transfer = call.transferCallToParticipant(DESK_ID, {
        sourceCallIdNumber: { phoneNumber: 'line' },
      });
      await expect(transfer).rejects.toMatchObject(invalid('sourceCallerIdNumber.value'));
    }));

  test('to somebody who is in the call or being called (400/8523)', () =>
    inGroup(async ({ call }) => {
      await call.addParticipant({ targetParticipant: USER_ID });
      for (const target of [AGENT_ID, USER_ID]) {
        const transfer = call.transferCallToParticipant(target, { transferee: CALLER_ID });
        await expect(transfer).rejects.toMatchObject(invalid('targetParticipant'));
      }
    }));

  test('while another one is in progress (409/8607), which also keeps its target from being added', () =>
    onTheLine(async (line) => {
      const { call } = await line.answered();
      await call.transferCallToParticipant(AGENT_ID, {
        sourceCallIdNumber: { phoneNumber: LINE },
      });
      await expect(call.transferCallToParticipant(DESK_ID)).rejects.toMatchObject({
        statusCode: 409,
        code: '8607',
      });
      await expect(call.addParticipant(INVITE)).rejects.toMatchObject(invalid('participantToAdd'));
    }));

  test('before the call is connected (400/8501)', () =>
    onTheLine(async (line) => {
      const { context } = await line.rings();
      const answer = await line.client.answerCall(context, `${line.receiver.url}/callbacks`);
      const transfer = answer.callConnection.transferCallToParticipant(DESK_ID);
      await expect(transfer).rejects.toMatchObject({ statusCode: 400, code: '8501' });
    }));
});

test('the control door shows who is being handed over', () =>
  inGroup(async ({ line, call }) => {
    await joins(line, call, USER_ID);
    await call.transferCallToParticipant(DESK_ID, { transferee: USER_ID });
    const { callConnectionId } = await call.getCallConnectionProperties();
    expect((await line.control('GET', `calls/${callConnectionId}`)).body).toMatchObject({
      transfer: {
        transferTarget: { rawId: '4:+15550177' },
        transferee: { rawId: '8:acs:agent-7' },
        phoneId: 'phone-4',
      },
    });
  }));
