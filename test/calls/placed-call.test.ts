import { describe, expect, test } from 'vitest';
import { begin } from '../../calls/begin.ts';
import type { CallEvent } from '../../calls/events.ts';
import type { CallState, Turn } from '../../calls/state.ts';
import { step } from '../../calls/step.ts';
import { SMALL_LINE } from './support/small-line.ts';

const at = '2026-11-20T10:15:02.000Z';
const RING = { type: 'Deadline', id: 'ring', at, deadline: 1 } as const;
const ANSWERED = { type: 'Answered', id: 'a', at, callConnectionId: 'connection' } as const;
const CONNECTED = { type: 'CallConnected', id: 'c', at, callConnectionId: 'connection' } as const;

function dialled(extension?: string): Turn {
  return begin({
    kind: 'outbound',
    callId: '20261120T101502-3f9a0c1be27d',
    from: '+15550199',
    to: '+15550142',
    at,
    flow: SMALL_LINE,
    extension,
    context: { name: 'Ann' },
    ringSeconds: 45,
  });
}

function goesOn(state: CallState, ...events: CallEvent[]): Turn {
  return events.reduce<Turn>((turn, event) => step(SMALL_LINE, turn.state, event), {
    state,
    commands: [],
  });
}

describe('a call we place', () => {
  test('that nobody takes in time is hung up, and ends as no-answer', () => {
    const rung = goesOn(dialled().state, ANSWERED, RING);
    expect(rung.commands).toMatchObject([{ type: 'hangUp' }]);
    const failed = {
      type: 'CreateCallFailed',
      id: 'f',
      at,
      callConnectionId: 'connection',
    } as const;
    expect(goesOn(rung.state, { ...failed, sipCode: 487 }).state.call.outcome).toBe('no-answer');
  });

  test('of which ACS never told the connection ends when its time is over, with nothing to hang up', () => {
    const rung = goesOn(dialled().state, RING);
    expect(rung.commands).toEqual([]);
    expect(rung.state.call).toMatchObject({ state: 'ended', outcome: 'no-answer' });
  });

  test('that was answered is not ended by the time for its ring', () => {
    const { state } = goesOn(dialled().state, ANSWERED, CONNECTED);
    expect(goesOn(state, RING)).toMatchObject({ commands: [], state: { phase: 'talking' } });
  });

  test('sends its extension before the flow begins, to the number it called', () => {
    const sending = goesOn(dialled('12w3').state, ANSWERED, CONNECTED);
    expect(sending.commands).toMatchObject([
      { type: 'startContinuousDtmfRecognition', participant: '+15550142' },
      { type: 'sendDtmfTones', participant: '+15550142', tones: ['1', '2'] },
    ]);
  });

  test('whose extension gets no result is given up by the watchdog', () => {
    const { state } = goesOn(dialled('12').state, ANSWERED, CONNECTED);
    const silent = { type: 'CallSilent', id: 's', at, state: 'connected' } as const;
    const ended = goesOn(state, silent);
    expect(ended.commands.at(-1)).toMatchObject({ type: 'hangUp' });
    expect(ended.state.ending).toBe('failed');
  });
});
