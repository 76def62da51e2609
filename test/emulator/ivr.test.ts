import { type CallConnection, DtmfTone } from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import type { Phone } from '../../emulator/entities.ts';
import { LINE, type Line, onTheLine } from './support/line.ts';

const OFFICE = '+15550142';
const TONES: Record<string, DtmfTone> = {
  0: DtmfTone.Zero,
  2: DtmfTone.Two,
  4: DtmfTone.Four,
  '#': DtmfTone.Pound,
  '*': DtmfTone.Asterisk,
};

interface Office {
  line: Line;
  call: CallConnection;
  /** The phone of the other system, as it is now. */
  phone(): Phone;
  /** Sends tones to it and waits until the last one is over. */
  sends(keys: string): Promise<void>;
}

/** A call to another phone system that has just picked up. */
async function picksUp(script: object[], then: (office: Office) => Promise<void>): Promise<void> {
  await onTheLine(async (line) => {
    const behaviour = { on: 'ivr', afterMs: 500, script };
    await line.control('PUT', `numbers/${encodeURIComponent(OFFICE)}`, behaviour);
    const { callConnection: call } = await line.client.createCall(
      {
        targetParticipant: { phoneNumber: OFFICE },
        sourceCallIdNumber: { phoneNumber: LINE },
      },
      `${line.receiver.url}/callbacks`,
    );
    await line.passes(0.6);
    await then({
      line,
      call,
      phone: () => line.phone('phone-1'),
      async sends(keys) {
        const tones = [...keys].map((key) => TONES[key] ?? key);
        await call.getCallMedia().sendDtmfTones(tones, { phoneNumber: OFFICE });
        await line.passes(keys.length * 0.25 + 0.1);
      },
    });
  });
}

const EXTENSION = [{ expect: '204#', within: 10, say: 'Extension 204.' }];

describe('another phone system', () => {
  test('picks up, hears the extension tone by tone, and takes it', () =>
    picksUp(EXTENSION, async ({ line, phone, sends }) => {
      expect(phone()).toMatchObject({
        state: 'talking',
        ivr: { step: 0, collected: '', matched: [], said: [] },
      });
      await sends('20');
      expect(phone().ivr).toMatchObject({ step: 0, collected: '20' });
      await sends('4#');
      expect(phone().ivr).toEqual({
        step: 1,
        collected: '',
        matched: ['204#'],
        said: ['Extension 204.'],
      });
      expect(phone().heard.map(({ kind, content }) => `${kind} ${content}`)).toEqual([
        'tone 2',
        'tone 0',
        'tone 4',
        'tone #',
      ]);
      await line.passes(60);
      expect(phone().state).toBe('talking');
    }));

  test('does not take an extension with one tone too many', () =>
    picksUp(EXTENSION, async ({ phone, sends }) => {
      await sends('2204#');
      expect(phone().ivr).toMatchObject({ step: 0, collected: '2204#', matched: [] });
    }));

  test('hangs up when what it expects does not come in time', () =>
    picksUp(EXTENSION, async ({ line, phone, sends }) => {
      await sends('204');
      await line.passes(8.9);
      expect(phone().state).toBe('talking');
      await line.passes(0.5);
      expect(phone().state).toBe('ended');
      expect(line.told().at(-1)).toBe('CallDisconnected');
      const end = line.events().at(-1)?.data.resultInformation;
      expect(end).toMatchObject({ code: 200, subCode: 540000 });
    }));

  test('counts the time of each step from its beginning', () =>
    picksUp(
      [
        { expect: '2', within: 3 },
        { expect: '**', within: 3 },
      ],
      async (office) => {
        await office.line.passes(2);
        await office.sends('2');
        await office.line.passes(2);
        await office.sends('**');
        expect(office.phone().ivr).toMatchObject({ step: 2, matched: ['2', '**'], said: [] });
        await office.sends('0');
        expect(office.phone().ivr).toMatchObject({ step: 2, collected: '' });
      },
    ));

  test('forgets its script when the app hangs up', () =>
    picksUp(EXTENSION, async ({ line, call, phone }) => {
      await call.hangUp(true);
      await line.passes(20);
      expect(phone()).toMatchObject({ state: 'ended', subCode: 7000 });
    }));
});
