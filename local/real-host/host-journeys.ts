import { setTimeout as sleep } from 'node:timers/promises';
import { AGENTS_FILE, loadAgents } from '../../adapters/agents-file.ts';
import { type ScriptedCaller, scriptedCaller } from '../../emulator/scripted-caller.ts';
import { answeringAgents } from '../bench-agents.ts';
import type { ListedCall } from '../line-api.ts';
import type { LineOnHost } from './line-on-host.ts';

/** A call as it is told to the line on the real host: it rejects with the story of the call where something is not heard. */
export interface HostJourney {
  title: string;
  outcome: string;
  call(caller: ScriptedCaller, line: LineOnHost): Promise<void>;
}

export const HOST_JOURNEYS: readonly HostJourney[] = [
  {
    title: 'a caller reports a power cut and is understood',
    outcome: 'completed',
    async call(caller) {
      await caller.hears('press 1');
      caller.presses('1');
      await caller.hears('account number');
      caller.presses('12345678#');
      await caller.hears('1 2 3 4 5 6 7 8');
      caller.presses('1');
      await caller.isHungUpOn();
    },
  },
  {
    title: 'a caller who presses a wrong key is asked again, and hangs up',
    outcome: 'abandoned',
    async call(caller) {
      await caller.hears('press 1');
      caller.presses('7');
      await caller.hears('Please press 1');
      await caller.hangsUp();
    },
  },
  {
    title: 'a caller speaks to an agent, who hangs up, and says how it was',
    outcome: 'answered-by-agent',
    async call(caller, { emulator, emulatorUrl }) {
      const file = await loadAgents(AGENTS_FILE, true);
      if (!file.ok) throw new Error(file.report);
      const agents = await answeringAgents({ emulator, emulatorUrl }, file.agents);
      const talking = agents.talks();
      await caller.hears('press 1');
      caller.presses('0');
      await caller.hears('connecting you to a colleague');
      await talking;
      await sleep(3_000);
      const phone = emulator.phones.list().findLast(({ direction }) => direction === 'called');
      await emulator.fetch(
        new Request(`${emulatorUrl}/_sim/phones/${phone?.id}/hangUp`, { method: 'POST' }),
      );
      await caller.hears('How well were you helped');
      caller.presses('5');
      await caller.isHungUpOn();
      agents.stop();
    },
  },
];

/** Seconds in which the end of a call has to be in the tables. */
const WRITTEN_WITHIN = 30;

/** Tells one journey to the line. Rejects with what went wrong. */
export async function tellJourney(
  line: LineOnHost,
  journey: HostJourney,
  nth: number,
): Promise<void> {
  const { emulator, clock, lineNumber: to, api } = line;
  const from = `+155501${String(nth).padStart(2, '0')}`;
  const caller = scriptedCaller({ emulator, clock, from, to });
  await caller.rings();
  await journey.call(caller, line);
  let call: ListedCall | undefined;
  for (let waited = 0; waited < WRITTEN_WITHIN && call?.outcome === undefined; waited += 1) {
    const found = await api.calls({ from, limit: 1 });
    call = found.ok ? found.value.calls[0] : undefined;
    if (call?.outcome === undefined) await sleep(1_000);
  }
  if (call?.outcome !== journey.outcome) {
    throw new Error(
      `The call ended as ${call?.outcome ?? 'nothing'}, not ${journey.outcome}.\n${caller.story()}`,
    );
  }
}
