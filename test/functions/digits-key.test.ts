import { expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import { NotConfigured, openDeps } from '../../functions/deps.ts';

/** A line that asks for a PIN. */
const flow = parseFlow(
  `
line: Pins
language: en-GB
voice: en-GB-SoniaNeural
start: pin
operator: goodbye
steps:
  pin:
    gather: Please key in your PIN.
    digits: { exactly: 4 }
    sensitive: true
    as: pin
    next: goodbye
    otherwise: goodbye
  goodbye: { hangUp: Goodbye. }
`,
  'pins.yaml',
);

test('a line that asks for secret digits does not start without a key to seal them with', async () => {
  if (!flow.ok) throw new Error(flow.report);
  const clock = { now: Date.now, wait: async () => {} };
  const opened = openDeps({ env: {}, flow: flow.flow, agents: [], clock, log: () => {} });
  await expect(opened).rejects.toThrow(NotConfigured);
  await expect(opened).rejects.toThrow(
    /DIGITS_KEY: not set, and step "pin" .* Set it to the public/,
  );
});
