import { callStore } from '../adapters/call-tables.ts';
import { tableClients } from '../adapters/table-clients.ts';
import { realClock } from '../emulator/clock.ts';
import { crowdCalls, crowdFlow, crowdKept, KEY_GAP, settled } from './bench-crowd.ts';
import { keyLatencies } from './bench-latency.ts';
import { countTurns, peakMemory } from './bench-measures.ts';
import { heading, tell, tellLatencies } from './bench-report.ts';
import { countStorage } from './bench-storage.ts';
import { rates, trafficLog } from './bench-traffic.ts';
import { startStack } from './stack.ts';
import type { TablesServer } from './tables-server.ts';

const CALLERS = 200;
const SPEECH_MS_PER_CHARACTER = 10;
/** Longer than any write to the tables may take. */
const QUIET_MS = 2_000;

/** 200 callers at once, each keying twelve digits while continuous recognition follows. Whether all was right. */
export async function twoHundredAtOnce(tables: TablesServer): Promise<boolean> {
  heading(
    `${CALLERS} callers at once, each keying a number of twelve digits (${KEY_GAP} ms a key)`,
  );
  const [connectionString = ''] = tables.connectionStrings;
  const traffic = trafficLog();
  const turns = countTurns();
  const stack = await startStack({
    clock: realClock(),
    flow: crowdFlow(),
    tables: connectionString,
    speechMsPerCharacter: SPEECH_MS_PER_CHARACTER,
    watch: traffic,
    log: turns.take,
  });
  const storage = countStorage(tables.port);
  const memory = peakMemory(tables.pid);
  try {
    const began = performance.now();
    const failures = await crowdCalls(stack, CALLERS);
    const seconds = (performance.now() - began) / 1000;
    await settled(() => storage.count.requests, QUIET_MS);
    storage.stop();
    const peak = memory.stop();
    const kept = await crowdKept(callStore(tableClients({ connectionString })), CALLERS);

    tell('got through', `${CALLERS - failures.length} of ${CALLERS}`);
    tell('wrong digits', `${kept.wrong}`, 'entries and ordered tones, against what was keyed');
    tell('keys reported missing', `${kept.gaps}`);
    tell('time for all', `${seconds.toFixed(1)} s`);
    tellLatencies(keyLatencies(traffic));
    const { mean, busiest } = rates(traffic.deliveries);
    tell('callbacks a second', mean.toFixed(0), `${busiest} in the busiest second`);
    tell('callbacks a call', aCall(traffic.deliveries.length));
    const lost = traffic.deliveries.filter(({ status }) => status !== 200).length;
    tell('callbacks that were not taken', `${lost}`);
    tell('activities a call', aCall(turns.activities));
    const { requests, reads, batches, keys } = storage.count;
    tell(
      'storage requests a call',
      aCall(requests),
      `to the tables: ${aCall(batches)} of several rows, ${aCall(keys)} of a key, ${aCall(reads)} reads`,
    );
    tell('rows written a call', aCall(turns.rows + keys), `${aCall(kept.rows)} are kept`);
    tell('memory, line and emulator', `${peak.self} MB`, 'at its highest');
    tell('memory, tables', `${peak.tables} MB`, 'at its highest');
    tell('memory of the whole stack', `${peak.self + peak.tables} MB`);
    const [failure] = failures;
    if (failure) console.error(`\nThe first caller who did not get through:\n${failure}`);
    return failures.length === 0 && kept.wrong === 0;
  } finally {
    storage.stop();
    memory.stop();
    await stack.stop();
  }
}

function aCall(sum: number): string {
  return (sum / CALLERS).toFixed(1);
}
