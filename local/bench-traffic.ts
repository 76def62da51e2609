import type { Delivery, RecordedRequest } from '../emulator/entities.ts';
import type { TrafficWatch } from '../emulator/world.ts';
import type { Traffic } from './bench-latency.ts';

/** All callbacks and all requests to ACS since the last `clear`, of which only the times and names are kept. */
export interface TrafficLog extends TrafficWatch, Traffic {
  clear(): void;
}

/** An empty log; Event Grid's deliveries are left out. */
export function trafficLog(): TrafficLog {
  const deliveries: Traffic['deliveries'] = [];
  const requests: Traffic['requests'] = [];
  return {
    deliveries,
    requests,
    delivered({ at, kind, status, events }: Delivery) {
      if (kind === 'callback') deliveries.push({ at, status, events: events.map(named) });
    },
    requested({ at, path }: RecordedRequest) {
      requests.push({ at, path });
    },
    clear() {
      deliveries.length = 0;
      requests.length = 0;
    },
  };
}

type Named = Traffic['deliveries'][number]['events'][number];

function named({ type, data }: Named): Named {
  return { type, data: { callConnectionId: data?.callConnectionId } };
}

/** Deliveries a second: over the whole time between the first and the last, and in the busiest second. */
export function rates(deliveries: readonly { at: string }[]): { mean: number; busiest: number } {
  const times = deliveries.map(({ at }) => Date.parse(at)).sort((a, b) => a - b);
  const first = times[0] ?? 0;
  const seconds = Math.max(1, ((times.at(-1) ?? 0) - first) / 1000);
  const bySecond = Map.groupBy(times, (time) => Math.floor((time - first) / 1000));
  const busiest = Math.max(0, ...[...bySecond.values()].map(({ length }) => length));
  return { mean: times.length / seconds, busiest };
}
