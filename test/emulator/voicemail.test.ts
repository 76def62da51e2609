import { describe, expect, test } from 'vitest';
import { AGENT, INVITE } from './support/group.ts';
import { invited } from './support/invited.ts';
import { CALLER, rosters, toldOf } from './support/line.ts';

describe('a machine', () => {
  test('picks up in time, and presses no key', () =>
    invited({ on: 'voicemail', afterMs: 3000 }, async ({ line, agent }) => {
      await line.passes(2.9);
      expect(line.told()).toEqual([]);
      await line.passes(0.2);
      expect(line.told()).toEqual(['AddParticipantSucceeded']);
      expect(line.phone(agent)).toMatchObject({ state: 'talking', voicemail: true, pressed: [] });
      const pressing = await line.control('POST', `phones/${agent}/press`, { digits: '1' });
      expect(pressing.status).toBe(409);
    }));

  test.each([
    ['in time', undefined],
    ['by hand', 'decline'],
    ['by hand (hangUp)', 'hangUp'],
  ])('picks up when a person declines %s: an app is told of nothing else', (_title, verb) =>
    invited({ on: 'decline', afterMs: 3000, thenVoicemail: true }, async ({ line, agent }) => {
      if (verb) await line.control('POST', `phones/${agent}/${verb}`);
      await line.passes(10);
      expect(line.told()).toEqual(['AddParticipantSucceeded']);
      expect(rosters(line)).toEqual([`4:${CALLER}, 4:${AGENT}`]);
      expect(line.phone(agent)).toMatchObject({ state: 'talking', voicemail: true });
    }),
  );
});

test('somebody who declined may be told to have joined after that, although nobody has', () =>
  invited({ on: 'decline', afterMs: 500 }, async ({ line, call }) => {
    await line.faults({ successAfterDecline: { times: 1 } });
    await line.passes(1);
    expect(line.told()).toEqual(['AddParticipantFailed', 'AddParticipantSucceeded']);
    expect(toldOf(line, 'AddParticipantSucceeded')).toMatchObject({
      context: '2.0',
      participant: { rawId: `4:${AGENT}` },
    });
    expect(rosters(line)).toEqual([]);
    expect((await call.listParticipants()).values).toHaveLength(2);
    await call.addParticipant(INVITE);
    await line.passes(1);
    expect(line.told().slice(2)).toEqual(['AddParticipantFailed']);
  }));

test('somebody who was busy is never told to have joined', () =>
  invited({ on: 'busy', afterMs: 500 }, async ({ line }) => {
    await line.faults({ successAfterDecline: {} });
    await line.passes(1);
    expect(line.told()).toEqual(['AddParticipantFailed']);
  }));
