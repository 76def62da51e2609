import type { Gather } from '../../../calls/flow.ts';

/** A gather of four to six digits, with hash, and nothing else that matters. */
export const PLAIN: Gather = {
  kind: 'gather',
  prompts: ['Number?'],
  min: 4,
  max: 6,
  terminators: ['#'],
  partial: 'judge',
  firstKeySeconds: 8,
  betweenKeysSeconds: 4,
  bargeIn: [true],
  sensitive: false,
  as: 'number',
  next: 'thanks',
  otherwise: 'bye',
};
