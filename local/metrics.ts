import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  MeterProvider,
  type MetricData,
  MetricReader,
} from '@opentelemetry/sdk-metrics';

/** Reads what was measured so far, when asked. */
class OnDemandReader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: () => AggregationTemporality.CUMULATIVE });
  }
  protected async onShutdown(): Promise<void> {}
  protected async onForceFlush(): Promise<void> {}
}

/** What the line measured since it was started. */
export interface LocalMetrics {
  /** One line for each metric and set of attributes, by their names. */
  lines(): Promise<string[]>;
}

/** Takes everything that is measured from here on, in memory. Before the line is started: instruments are made with it. */
export function localMetrics(): LocalMetrics {
  const reader = new OnDemandReader();
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  return {
    async lines() {
      const { resourceMetrics } = await reader.collect();
      const all = resourceMetrics.scopeMetrics.flatMap(({ metrics: of }) => of);
      return all.flatMap(linesOf).toSorted();
    },
  };
}

function linesOf({ descriptor, ...data }: MetricData): string[] {
  const { name, unit } = descriptor;
  const points: DataPoint<number | Histogram>[] =
    data.dataPointType === DataPointType.HISTOGRAM || data.dataPointType === DataPointType.SUM
      ? data.dataPoints
      : [];
  return points.map(({ attributes, value }) => {
    const of = Object.entries(attributes).map(([key, is]) => `${key}=${is}`);
    return `${[name, ...of].join(' ').padEnd(60)} ${told(value, unit)}`;
  });
}

function told(value: number | Histogram, unit: string): string {
  const shown = unit.replace(/[{}]/g, '');
  if (typeof value === 'number') return `${value} ${shown}`;
  const { count, sum = 0, min = 0, max = 0 } = value;
  const mean = count === 0 ? 0 : sum / count;
  return `${count} times, ${min}-${max} ${shown}, mean ${mean.toFixed(1)}`;
}
