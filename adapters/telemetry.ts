import { metrics, trace } from '@opentelemetry/api';
import * as z from 'zod';
import type { Log } from '../calls/ports.ts';
import { HOPS, METRICS, TURN_SPAN } from './telemetry-names.ts';

const SCOPE = 'switchboard';

const turnLine = z.object({
  callId: z.string(),
  turn: z.number(),
  step: z.string().optional(),
  on: z.string().optional(),
  ms: z.number(),
  queueMs: z.number(),
  rowsMs: z.number(),
  /** Absent when nothing was said or asked. */
  promptMs: z.number().optional(),
});

const endedLine = z.object({
  outcome: z.string(),
  direction: z.string(),
  seconds: z.number(),
});

const refusedLine = z.object({
  command: z.string(),
  code: z.number(),
  subCode: z.number().optional(),
});

const silentLine = z.object({ state: z.string() });

/** The event of ACS that reports a key to the call. */
const KEY = 'RecognizeCompleted';

/**
 * A log whose lines are measured as well: what is counted is what is logged, and by the same names. Instruments are those of the
 * OpenTelemetry API; where nobody has registered a provider for them they cost nothing. Neither has a number, digits or a token:
 * attributes are closed lists, and callId.
 *
 * `now`: milliseconds since 1970, UTC.
 */
export function measured(log: Log, now: () => number): Log {
  const meter = metrics.getMeter(SCOPE);
  const tracer = trace.getTracer(SCOPE);
  const active = meter.createUpDownCounter(METRICS.active, { unit: '{call}' });
  const ended = meter.createCounter(METRICS.ended, { unit: '{call}' });
  const duration = meter.createHistogram(METRICS.duration, { unit: 's' });
  const keyToPrompt = meter.createHistogram(METRICS.keyToPrompt, { unit: 'ms' });
  const refusals = meter.createCounter(METRICS.refusals, { unit: '{request}' });
  const silences = meter.createCounter(METRICS.silences, { unit: '{call}' });

  function onTurn(fields: unknown): void {
    const line = turnLine.safeParse(fields).data;
    if (!line) return;
    const { callId, turn, step = '', on = '', ms, queueMs, rowsMs, promptMs = 0 } = line;
    const hops = { queue: queueMs, rows: rowsMs, request: promptMs };
    const total = queueMs + rowsMs + promptMs;
    if (on === KEY && line.promptMs !== undefined) {
      for (const hop of HOPS) keyToPrompt.record({ ...hops, total }[hop], { hop });
    }
    const end = now();
    const began = end - ms;
    const attributes = { callId, turn, step, on };
    const span = tracer.startSpan(TURN_SPAN, { startTime: began - queueMs, attributes });
    span.addEvent('activity', began);
    span.addEvent('rows written', began + rowsMs);
    span.end(end);
  }

  function measure(event: Parameters<Log>[1], fields: unknown): void {
    switch (event) {
      case 'rings':
      case 'dials':
        active.add(1);
        return;
      case 'turn':
        onTurn(fields);
        return;
      case 'ended':
      case 'closed': {
        const line = endedLine.safeParse(fields).data;
        if (!line) return;
        const { outcome, direction, seconds } = line;
        active.add(-1);
        ended.add(1, { outcome, direction });
        duration.record(seconds, { outcome });
        return;
      }
      case 'refused': {
        const line = refusedLine.safeParse(fields).data;
        if (!line) return;
        const { command, code, subCode: sub_code = 0 } = line;
        refusals.add(1, { command, code, sub_code });
        return;
      }
      case 'silent-call':
        silences.add(1, silentLine.safeParse(fields).data);
        return;
      default:
        return;
    }
  }

  return (level, event, fields) => {
    log(level, event, fields);
    measure(event, fields);
  };
}
