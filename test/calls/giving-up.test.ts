import { describe, expect, test } from 'vitest';
import type { Flow } from '../../calls/flow.ts';
import { atMenu, connected } from './support/conversation.ts';
import { SMALL_LINE } from './support/small-line.ts';

/** The menu's way out asks again, more simply: a menu, then an entry. */
const SECOND_CHANCE: Flow = {
  ...SMALL_LINE,
  start: 'main',
  steps: {
    ...SMALL_LINE.steps,
    main: {
      kind: 'menu',
      prompts: ['Menu.'],
      keys: { 1: 'end' },
      firstKeySeconds: 6,
      bargeIn: [true],
      otherwise: 'second',
    },
    second: {
      kind: 'menu',
      prompts: ['Second chance.'],
      keys: { 1: 'end', 2: 'pin' },
      firstKeySeconds: 6,
      bargeIn: [true],
      otherwise: 'end',
    },
  },
};

describe('a question that was given up', () => {
  test('decides the outcome when nothing is answered after it', () => {
    const call = connected(SECOND_CHANCE).silence().silence().silence();
    expect(call.says).toBe('Second chance.');
    call.keys('9').keys('9').keys('9').happens({ type: 'CallDisconnected' });
    expect(call.rows.call?.outcome).toBe('no-match');
  });

  test('is forgotten when the next menu is answered', () => {
    const call = connected(SECOND_CHANCE).silence().silence().silence().keys('1');
    expect(call.media).toMatchObject([{ type: 'hangUp' }]);
    expect(call.happens({ type: 'CallDisconnected' }).rows.call?.outcome).toBe('completed');
  });

  test('is forgotten when an entry is kept', () => {
    const menuThenPin: Flow = {
      ...SECOND_CHANCE,
      steps: { ...SECOND_CHANCE.steps, main: { ...menu(SECOND_CHANCE), otherwise: 'pin' } },
    };
    const call = connected(menuThenPin).silence().silence().silence().keys('123');
    call.played().happens({ type: 'CallDisconnected' });
    expect(call.rows.call?.outcome).toBe('completed');
  });

  test('leaves words in between without effect on the outcome', () => {
    const call = atMenu().silence().silence().silence().played();
    expect(call.happens({ type: 'CallDisconnected' }).rows.call?.outcome).toBe('no-input');
  });
});

function menu(flow: Flow) {
  const { main } = flow.steps;
  if (main?.kind !== 'menu') throw new Error('main is a menu');
  return main;
}
