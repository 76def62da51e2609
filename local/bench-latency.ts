/** What went between ACS and the line, as far as it is measured. */
export interface Traffic {
  deliveries: {
    at: string;
    status: number;
    events: { type?: string; data?: { callConnectionId?: string } }[];
  }[];
  requests: { at: string; path: string }[];
}

const MEDIA = /^\/calling\/callConnections\/([^/:?]+):(play|recognize|terminate)\b/;

/**
 * Milliseconds from each callback that carries a key to the next request for media of the same call, as the emulator saw
 * both: the time a caller waits for the line after pressing.
 */
export function keyLatencies({ deliveries, requests }: Traffic): number[] {
  const latencies: number[] = [];
  for (const { at, events } of deliveries) {
    const key = events.find(({ type }) => type?.endsWith('.RecognizeCompleted'));
    if (!key) continue;
    const next = requests.find(
      (request) => request.at >= at && MEDIA.exec(request.path)?.[1] === key.data?.callConnectionId,
    );
    if (next) latencies.push(Date.parse(next.at) - Date.parse(at));
  }
  return latencies;
}

/** The value that a share `p` (0-1) of the values does not exceed; nothing for no values. */
export function percentile(values: readonly number[], p: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
}
