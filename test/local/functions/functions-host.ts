import { onTestFinished } from 'vitest';
import { type VirtualClock, virtualClock } from '../../../emulator/virtual-clock.ts';
import { type Host, type HostOptions, startHost } from '../../../local/functions/host.ts';

export interface Hosted {
  host: Host;
  clock: VirtualClock;
  /** What the host reported. */
  errors: string[];
}

/** A host for what `load` registers, in virtual time, until the test is over. */
export async function hostFor(
  load: HostOptions['load'],
  options: Partial<HostOptions> = {},
): Promise<Hosted> {
  const clock = virtualClock();
  const errors: string[] = [];
  const onError = (text: string) => void errors.push(text);
  const host = await startHost({ clock, port: 0, hostJson: {}, load, onError, ...options });
  onTestFinished(async () => {
    clock.stop();
    await host.stop();
  });
  return { host, clock, errors };
}
