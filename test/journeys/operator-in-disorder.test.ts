import { describe } from 'vitest';
import { atRandomMoments } from './support/random-moments.ts';

describe('a caller who presses the operator sequence at any of 25 moments is on the way to a person, though events come', () => {
  for (const [how, callbacks] of [
    ['twice', { copies: 2 }],
    ['in another order', { reorder: true }],
    ['a second late', { delayMs: 1000 }],
    ['twice, in another order and late', { copies: 2, reorder: true, delayMs: 300 }],
  ] as const) {
    atRandomMoments(how, 7, callbacks);
  }
});
