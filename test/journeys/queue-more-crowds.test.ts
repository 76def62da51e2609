import { test } from 'vitest';
import { crowdsAreServed } from './support/crowds.ts';

// ten here, and ten in `queue-crowd`: two files run side by side
test(
  'fifty callers and five agents on a whole line, whatever they do, are served as they should',
  {
    timeout: 1_800_000,
  },
  () => crowdsAreServed(11, 10),
);
