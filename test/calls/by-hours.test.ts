import { describe, expect, test } from 'vitest';
import type { Flow, HoursStep } from '../../calls/flow.ts';
import type { Span } from '../../calls/opening-hours.ts';
import { atMenu, connected } from './support/conversation.ts';
import { SMALL_LINE } from './support/small-line.ts';

/** Calls of these tests ring on a Friday, two seconds past a quarter past ten, UTC, and are answered two seconds later. */
const FRIDAY: Span = { from: 600, to: 660 };

/** The small line, which begins with its hours; `changes` are made to that step. */
function line(changes: Partial<HoursStep> = {}, open: Span[] = [FRIDAY]): Flow {
  const day: HoursStep = {
    kind: 'hours',
    calendar: 'office',
    open: 'main',
    closed: 'night',
    holiday: 'night',
    ...changes,
  };
  return {
    ...SMALL_LINE,
    start: 'day',
    hours: { office: { zone: 'UTC', open: { fri: open }, holidays: {} } },
    steps: {
      ...SMALL_LINE.steps,
      day,
      evening: { kind: 'say', say: 'Good evening.', next: 'day' },
      night: { kind: 'hangUp', say: 'Good night.' },
    },
  };
}
const CLOSED: Span[] = [];
const BY_CALLER = { type: 'CallDisconnected', code: 200, subCode: 540_000 } as const;

describe('a step that goes by the hours', () => {
  test('leads on at once, and tells the timeline why', () => {
    const call = connected(line());
    expect(call.says).toBe('Menu, first time.');
    expect(call.state.call.step).toBe('main');
    const told = call.rows.timeline.filter(({ type }) => type === 'hours');
    expect(told).toMatchObject([{ kind: 'decision', words: 'office: open, goes on to main' }]);
    expect(connected(line({}, CLOSED)).says).toBe('Good night.');
  });

  test('asks for the time of the event that leads to it', () => {
    // the second event, two seconds after the ring: 10:15:04
    const until = (minute: number) => line({}, [{ from: 600, to: minute }]);
    expect(connected(until(616)).says).toBe('Menu, first time.');
    expect(connected(until(615)).says).toBe('Good night.');
  });

  test('is never worn out: who comes to it for the fourth time goes by the time too', () => {
    const flow = line();
    const main = flow.steps.main;
    if (main?.kind !== 'menu') throw new Error('main is no menu');
    flow.steps.asked = { ...main, keys: { 1: 'day' } };
    flow.steps.day = {
      kind: 'hours',
      calendar: 'office',
      open: 'evening',
      closed: 'night',
      holiday: 'night',
    };
    flow.steps.evening = { kind: 'say', say: 'Good evening.', next: 'asked' };
    const call = connected(flow);
    for (let time = 1; time < 4; time += 1) {
      expect(call.says).toBe('Good evening.');
      call.played().keys('1');
    }
    expect(call.says).toBe('Good evening.');
  });

  test.each([
    ['nothing is left to ask behind it', 'night', 'completed'],
    ['a question may be', 'main', 'abandoned'],
  ] as const)('makes a caller who leaves just before it, where %s, %s', (_, open, outcome) => {
    const call = connected({ ...line({ open }), start: 'evening' });
    call.happens(BY_CALLER);
    expect(call.state.call.outcome).toBe(outcome);
  });
});

describe('a way to a person with hours', () => {
  const person = (hours: Span[]): Flow => {
    const flow = line({}, hours);
    const operator = {
      kind: 'escalate',
      say: 'Please hold.',
      hours: 'office',
      music: 'music.wav',
      ringSeconds: 20,
      acceptSeconds: 10,
      texts: {} as never,
      afterAgent: 'night',
      otherwise: 'night',
    } as const;
    return { ...flow, start: 'welcome', steps: { ...flow.steps, operator } };
  };

  test('is gone while it is open', () => {
    const call = atMenu(person([FRIDAY])).keys('0');
    expect(call.commands.map(({ type }) => type)).toContain('inviteAgent');
    expect(call.state.call).toMatchObject({ step: 'operator', escalation: 'waiting' });
  });

  test('leads on without a word while it is closed: that nobody came is no failure', () => {
    const call = atMenu(person(CLOSED)).keys('0');
    expect(call.commands.map(({ type }) => type)).not.toContain('inviteAgent');
    expect(call.says).toBe('Good night.');
    call.played().happens({ type: 'CallDisconnected', code: 200, subCode: 7000 });
    expect(call.state.call).toMatchObject({ step: 'night', outcome: 'completed' });
    expect(call.state.call.escalation).toBeUndefined();
  });
});
