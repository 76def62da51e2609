import { describe, expect, test } from 'vitest';
import type { Command } from '../../calls/commands.ts';
import type { Rows } from '../../calls/rows.ts';
import { settle } from '../../calls/settling.ts';
import { atMenu, connected } from './support/conversation.ts';

describe('a turn that went out', () => {
  test('leaves nothing to write when all was written', () => {
    expect(settle(atMenu().state, { isRepeat: false }, []).rows.timeline).toEqual([]);
  });

  test('keeps what could not be written, in front of what comes next', () => {
    const call = connected();
    const unwritten: Rows = call.state.rows;
    expect(unwritten.timeline.length).toBeGreaterThan(0);
    const { rows } = settle(call.state, { isRepeat: false, unwritten }, []);
    expect(rows).toEqual(unwritten);
  });

  test('that had to be repeated is known by its new contexts', () => {
    const { state, commands } = atMenu();
    expect(settle(state, { isRepeat: true }, commands).open).toEqual(['3.0r1']);
  });

  test('keeps the contexts of what is not sent anew, as sent tones', () => {
    const { state } = atMenu();
    const sending: Command = {
      type: 'sendDtmfTones',
      operationContext: '3.0',
      participant: '+15550100',
      tones: ['1'],
    };
    expect(settle(state, { isRepeat: true }, [sending]).open).toEqual(['3.0']);
  });
});
