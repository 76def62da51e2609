import { describe, expect, test } from 'vitest';
import { announcementsOf } from '../../local/bench-heard.ts';
import { firstInLine } from '../../local/bench-in-line.ts';
import { callerCosts, type Sample } from '../../local/bench-sample.ts';
import { keyOf } from '../../local/bench-waiting-line.ts';

const START = Date.UTC(2026, 10, 20, 10);
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

describe('the caller who is to be offered', () => {
  const row = (name: string, priority: number, second: number) => ({
    callId: name,
    caller: `+1555${name}`,
    rowKey: `${priority}:${at(second)}:${name}`,
  });
  const line = [row('c', 500, 3), row('a', 500, 1), row('u', 100, 4), row('b', 500, 2)];

  /** Who it may be in a second that begins so long after the start. */
  function first(declined: Record<string, number>, seconds: number): string[] {
    const times = Object.entries(declined).map(([id, s]) => [id, START + s * 1_000] as const);
    const from = START + seconds * 1_000;
    const callers = firstInLine(line, new Map(times), { from, to: from + 1_000 });
    return [...callers].map((caller) => caller.slice(-1));
  }

  test('is the first by priority, then by arrival, in whatever order the rows are read', () => {
    expect(first({}, 10)).toEqual(['u']);
    expect([...firstInLine(line.slice(0, 2), new Map(), { from: 0, to: 0 })]).toEqual(['+1555a']);
    expect([...firstInLine([], new Map(), { from: 0, to: 0 })]).toEqual([]);
  });

  test('is the next one for a minute after the agent declined them', () => {
    expect(first({ u: 10 }, 20)).toEqual(['a']);
    expect(first({ u: 10, a: 15 }, 20)).toEqual(['b']);
    expect(first({ u: 10 }, 72)).toEqual(['u']);
  });

  test('is either where that minute ends meanwhile', () => {
    expect(first({ u: 10 }, 69.5)).toEqual(['a', 'u']);
  });
});

describe('what a caller in line noticed', () => {
  const file = (second: number) => ({ at: at(second), kind: 'file' as const, content: 'music' });
  const words = (second: number, content: string) => {
    return { at: at(second), kind: 'text' as const, content };
  };
  const heard = [
    words(0, 'You are number 3 in line.'),
    file(4),
    file(12),
    words(20.2, 'You are number 2 in line.'),
    file(24),
    words(33.5, 'Thank you for waiting.'),
    words(35, 'You are number 1 in line.'),
  ];

  test('is the time between announcements, and the silence between music and words', () => {
    const { gaps, silences } = announcementsOf(heard, START, 8);
    expect(gaps.map((gap) => gap.toFixed(1))).toEqual(['20.2', '14.8']);
    expect(silences).toEqual([200]);
  });

  test('counts from when it is measured', () => {
    expect(announcementsOf(heard, START + 1_000, 8).gaps).toHaveLength(1);
    expect(announcementsOf(heard, START + 30_000, 8)).toEqual({ gaps: [], silences: [] });
  });
});

test('a caller costs what they add to the same stack without them', () => {
  const used = { eventLoop: 0, eventLoopDelayMs: 0, requests: 0, reads: 0 };
  const stack = (seconds: number, requests: number, reads: number, cpu: number): Sample => ({
    seconds,
    line: { ...used, cpu, memory: 1_000 * cpu, requests, reads },
    emulator: { ...used, cpu: cpu / 2, memory: 100 },
    tables: { cpu: 0.1, memory: 50 },
  });
  const costs = callerCosts(stack(30, 21, 20, 0.1), stack(120, 3_284, 1_080, 0.3), 100);
  expect(costs.requests).toBeCloseTo(16);
  expect(costs.reads).toBeCloseTo(5);
  expect(costs.memory).toBeCloseTo(2_048);
  expect(costs.cpu.line).toBeCloseTo(120);
  expect(costs.cpu.emulator).toBeCloseTo(60);
  expect(costs.cpu.tables).toBe(0);
});

test('a few of the callers are urgent', () => {
  const keys = Array.from({ length: 1_000 }, (_, n) => keyOf(n));
  expect(keys.filter((key) => key === '2')).toHaveLength(20);
  expect(keys[0]).toBe('1');
});
