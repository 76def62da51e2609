import { AGENTS_FILE, loadAgents } from '../adapters/agents-file.ts';
import type { Flow } from '../calls/flow.ts';
import { realClock } from '../emulator/clock.ts';
import { answeringAgents } from './bench-agents.ts';
import { baselines } from './bench-measures.ts';
import { heading, tellLatencies } from './bench-report.ts';
import { type TrafficLog, trafficLog } from './bench-traffic.ts';
import { type Stack, startStack } from './stack.ts';
import type { TablesServer } from './tables-server.ts';

const CALLS = 50;
const SPEECH_MS_PER_CHARACTER = 4;

/** 50 callers, one after the other, who ask for a person and get one: how long each waits for the first words, and for the agent. */
export async function callersToPeople(tables: TablesServer, flow: Flow): Promise<void> {
  const [connectionString = ''] = tables.connectionStrings;
  const loaded = await loadAgents(AGENTS_FILE, true);
  if (!loaded.ok) throw new Error(loaded.report);
  const traffic = trafficLog();
  const stack = await startStack({
    clock: realClock(),
    flow,
    agents: loaded.agents,
    tables: connectionString,
    settings: { WRAP_UP_SECONDS: '0' },
    speechMsPerCharacter: SPEECH_MS_PER_CHARACTER,
    watch: traffic,
    log: () => {},
  });
  try {
    heading(`${CALLS} callers who ask for a person, one after the other`);
    const agents = await answeringAgents(stack, loaded.agents);
    await toPerson(stack, traffic, agents.talks, '+15550100'); // warms up what is loaded once
    const base = await baselines(stack, connectionString);
    const firstWords: number[] = [];
    const offHold: number[] = [];
    for (let nth = 0; nth < CALLS; nth += 1) {
      const from = `+1555030${String(nth).padStart(4, '0')}`;
      const waited = await toPerson(stack, traffic, agents.talks, from);
      firstWords.push(waited.firstWordsMs);
      offHold.push(waited.offHoldMs);
    }
    agents.stop();
    const beside = (ms: number) => `${(ms / base.rowMs).toFixed(1)} × one row written`;
    tellLatencies(firstWords, beside, 'operator key to the first words');
    tellLatencies(offHold, beside, 'accept key to the end of hold');
  } finally {
    await stack.stop();
  }
}

/** One call to a person and back: milliseconds from the keys pressed to what was asked of ACS. */
async function toPerson(
  stack: Stack,
  traffic: TrafficLog,
  talks: () => Promise<number>,
  from: string,
): Promise<{ firstWordsMs: number; offHoldMs: number }> {
  const caller = stack.caller(from);
  await caller.rings();
  await caller.hears('press 1');
  traffic.clear();
  const talking = talks();
  caller.presses('0');
  await caller.hears('Please hold');
  const pressedAt = Date.parse(caller.phone().pressed.at(-1)?.at ?? '');
  const firstWordsMs = askedAt(traffic, ':play') - pressedAt;
  const acceptedAt = await talking;
  while (!traffic.requests.some(({ path }) => path.endsWith(':unhold'))) await stack.passes(1);
  const offHoldMs = askedAt(traffic, ':unhold') - acceptedAt;
  await caller.hangsUp();
  await stack.passes(50); // the agent's leg ends
  return { firstWordsMs, offHoldMs };
}

function askedAt({ requests }: TrafficLog, ending: string): number {
  return Date.parse(requests.find(({ path }) => path.endsWith(ending))?.at ?? '');
}
