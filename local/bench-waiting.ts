import { setTimeout as wait } from 'node:timers/promises';
import { tableClients } from '../adapters/table-clients.ts';
import type { Flow } from '../calls/flow.ts';
import { answeringAgents } from './bench-agents.ts';
import { freeAgent } from './bench-free-agent.ts';
import { announcementsOf } from './bench-heard.ts';
import { type SplitStack, startSplitStack } from './bench-line.ts';
import { measureOffers } from './bench-offers.ts';
import { heading } from './bench-report.ts';
import { sample } from './bench-sample.ts';
import { allJoinLine, BUSY, FREE, joinsLine, waitingFlow } from './bench-waiting-line.ts';
import { tellInLine, tellOffers, tellWaiting } from './bench-waiting-report.ts';
import type { TablesServer } from './tables-server.ts';

const BASELINE_SECONDS = 30;
const MEASURED_SECONDS = 120;
/** So often an agent becomes available in each of three ways. */
const ROUNDS = 14;
/** Long enough for the line to be read before it is over. */
const WRAP_UP_SECONDS = 5;

/**
 * Callers in line: what each of them costs, beside the same stack without them, and how soon an agent who becomes available is rung for the
 * first of them. Whether all got in line, and each ring was for the right caller.
 */
export async function callersInLine(tables: TablesServer, count: number): Promise<boolean> {
  heading(`${count} callers in line, and an agent who becomes available again and again`);
  const [connectionString = ''] = tables.connectionStrings;
  const flow = await waitingFlow();
  const stack = await startSplitStack(tables, {
    flow,
    agents: [BUSY, FREE],
    settings: { WRAP_UP_SECONDS: String(WRAP_UP_SECONDS) },
  });
  try {
    const agent = await freeAgent(stack, FREE);
    await agent.sets('away');
    await somebodyIsBusy(stack);
    const before = await sample(stack, tables, BASELINE_SECONDS);
    const began = performance.now();
    const { callers, failures } = await allJoinLine(stack, count);
    tellInLine(callers.length, count, (performance.now() - began) / 1_000);
    if (failures[0]) console.error(`\nThe first caller who is not in line:\n${failures[0]}`);

    const since = Date.now();
    let next = count;
    const offered = measureOffers(stack, agent, {
      queue: tableClients({ connectionString }).Queue,
      rounds: ROUNDS,
      // whoever is taken has a successor, so that the line stays as long as it is
      onTaken: () => void joinsLine(stack, next++, '1').catch((error) => console.error(error)),
    });
    // one agent's offers are nothing beside what those cost who wait
    const during = await sample(stack, tables, MEASURED_SECONDS);
    tellWaiting({ before, during, callers: callers.length }, announced(stack, flow, since));
    const offers = await offered;
    tellOffers(offers);
    return callers.length === count && offers.wrong === 0 && offers.failure === undefined;
  } finally {
    await stack.stop();
  }
}

/** An agent is on duty and not free: who asks for a person waits. */
async function somebodyIsBusy(stack: SplitStack): Promise<void> {
  const busy = await answeringAgents(stack, [BUSY]);
  const talks = busy.talks();
  const caller = stack.caller('+15550100');
  await caller.rings();
  await caller.hears('Press 1');
  caller.presses('1');
  await talks;
  busy.stop();
  await wait(2_000); // what the talk begins with is over
}

/** What those heard who still wait. */
function announced({ emulator }: SplitStack, { queues }: Flow, since: number) {
  const { seconds = 0 } = queues?.support?.music ?? {};
  const heard = emulator.phones
    .list()
    .filter(({ direction, state }) => direction === 'caller' && state === 'talking')
    .map((phone) => announcementsOf(phone.heard, since, seconds));
  return {
    gaps: heard.flatMap(({ gaps }) => gaps),
    silences: heard.flatMap(({ silences }) => silences),
  };
}
