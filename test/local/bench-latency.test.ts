import { describe, expect, test } from 'vitest';
import { keyLatencies, percentile } from '../../local/bench-latency.ts';

const at = (ms: number) => new Date(Date.UTC(2026, 10, 20) + ms).toISOString();

function key(ms: number, callConnectionId: string) {
  const type = 'Microsoft.Communication.RecognizeCompleted';
  return { at: at(ms), status: 200, events: [{ type, data: { callConnectionId } }] };
}

function asks(ms: number, callConnectionId: string, verb = 'recognize') {
  return { at: at(ms), path: `/calling/callConnections/${callConnectionId}:${verb}?api-version=x` };
}

describe('from a key to the next prompt', () => {
  test('is measured within one call, to the first request after the key', () => {
    const deliveries = [key(100, 'a'), key(110, 'b')];
    const requests = [asks(90, 'a'), asks(112, 'b'), asks(130, 'a', 'play'), asks(140, 'a')];
    expect(keyLatencies({ deliveries, requests })).toEqual([30, 2]);
  });

  test('counts neither other events nor other requests', () => {
    const played = {
      at: at(0),
      status: 200,
      events: [{ type: 'Microsoft.Communication.PlayCompleted' }],
    };
    expect(keyLatencies({ deliveries: [played], requests: [asks(5, 'a')] })).toEqual([]);
    const requests = [asks(5, 'a', 'cancelAllMediaOperations')];
    expect(keyLatencies({ deliveries: [key(0, 'a')], requests })).toEqual([]);
  });
});

describe('a percentile', () => {
  test.each([
    [[], 0.5, undefined],
    [[7], 0.95, 7],
    [[4, 1, 3, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.95, 4],
  ])('of %j at %f is %s', (values, p, expected) => {
    expect(percentile(values, p)).toBe(expected);
  });
});
