import { describe, expect, test } from 'vitest';
import type { Rows } from '../../calls/rows.ts';
import { settle } from '../../calls/settling.ts';
import { atMenu, connected } from './support/conversation.ts';

describe('a turn that went out', () => {
  test('leaves nothing to write when all was written', () => {
    expect(settle(atMenu().state, { isRepeat: false }).rows.timeline).toEqual([]);
  });

  test('keeps what could not be written, in front of what comes next', () => {
    const call = connected();
    const unwritten: Rows = call.state.rows;
    expect(unwritten.timeline.length).toBeGreaterThan(0);
    const { rows } = settle(call.state, { isRepeat: false, unwritten });
    expect(rows).toEqual(unwritten);
  });

  test('that had to be repeated is known by its new contexts', () => {
    const state = settle(atMenu().state, { isRepeat: true });
    expect(state.open).toEqual(['3.0r1']);
  });
});
