import { describe, expect, test } from 'vitest';
import { rates, trafficLog } from '../../local/bench-traffic.ts';

const at = (ms: number) => ({ at: new Date(Date.UTC(2026, 10, 20) + ms).toISOString() });

describe('callbacks a second', () => {
  test('are counted over the whole time and in the busiest second, in whatever order they come', () => {
    expect(rates([at(3999), at(0), at(100), at(900), at(4000)])).toEqual({
      mean: 1.25,
      busiest: 3,
    });
  });

  test('are none without callbacks, and those of one instant are of one second', () => {
    expect(rates([])).toEqual({ mean: 0, busiest: 0 });
    expect(rates([at(5), at(5)])).toEqual({ mean: 2, busiest: 2 });
  });
});

describe('the log of the traffic', () => {
  test('keeps callbacks by name only, without what was keyed, and no event of a ringing call', () => {
    const log = trafficLog();
    const events = [{ type: 'Tone', data: { callConnectionId: 'a', tone: 'five' } }];
    const delivery = { ...at(0), url: '', status: 200, attempt: 1, events };
    log.delivered({ ...delivery, kind: 'callback' });
    log.delivered({ ...delivery, kind: 'event-grid' });
    const kept = [{ type: 'Tone', data: { callConnectionId: 'a' } }];
    expect(log.deliveries).toEqual([{ ...at(0), status: 200, events: kept }]);
    log.clear();
    expect(log.deliveries).toEqual([]);
  });
});
