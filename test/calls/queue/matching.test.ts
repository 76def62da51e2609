import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AgentOnDuty, type CallerInLine, matches } from '../../../calls/queue/matching.ts';

const NOW = Date.parse('2026-11-20T10:20:00.000Z');
const at = (seconds: number) => new Date(NOW - 300_000 + seconds * 1_000).toISOString();

function agent(id: string, more: Partial<AgentOnDuty> = {}): AgentOnDuty {
  return {
    id,
    participant: `+1555${id}`,
    skills: [],
    state: 'available',
    stateSince: at(0),
    ...more,
  };
}

function caller(
  callId: string,
  arrival: number,
  more: {
    priority?: number;
    skill?: string;
    passed?: Record<string, string>;
    caller?: string;
  } = {},
): CallerInLine {
  const { priority = 500, skill, passed = {}, caller: number = `+1444${callId}` } = more;
  const spot = { queue: 'q', ...(skill ? { skill } : {}), priority, arrival: at(arrival) };
  return { callId, caller: number, spot, passed };
}

const found = (agents: AgentOnDuty[], callers: CallerInLine[]) =>
  matches(agents, callers, NOW).map((one) => `${one.agent.id}-${one.caller.callId}`);

describe('matching', () => {
  test('offers the first in line to whoever has been available longest, the second to the next', () => {
    const agents = [agent('b', { stateSince: at(9) }), agent('a', { stateSince: at(20) })];
    expect(found(agents, [caller('2', 2), caller('1', 1), caller('3', 3)])).toEqual(['b-1', 'a-2']);
  });

  test('serves a lower priority number before who came earlier', () => {
    expect(found([agent('a')], [caller('1', 1), caller('2', 2, { priority: 99 })])).toEqual([
      'a-2',
    ]);
  });

  test('gives nobody who lacks the skill, and serves them over the lines that they can', () => {
    const line = [caller('1', 1, { skill: 'x' }), caller('2', 2)];
    expect(found([agent('a'), agent('b', { skills: ['x'], stateSince: at(1) })], line)).toEqual([
      'a-2',
      'b-1',
    ]);
  });

  test.each(['offered', 'talking'])('offers nobody who has an agent that is %s', (state) => {
    const agents = [agent('a', { state, callId: '1' }), agent('b')];
    expect(found(agents, [caller('1', 1), caller('2', 2)])).toEqual(['b-2']);
  });

  test('offers nobody to who is away or in wrap-up', () => {
    const agents = [agent('a', { state: 'away' }), agent('b', { state: 'wrap-up' })];
    expect(found(agents, [caller('1', 1)])).toEqual([]);
  });

  test('offers nobody their own call', () => {
    expect(found([agent('a')], [caller('1', 1, { caller: '+1555a' }), caller('2', 2)])).toEqual([
      'a-2',
    ]);
  });

  test.each([
    [59, ['a-2']],
    [60, ['a-1']],
  ])('%i s after an agent did not take a caller offers them %j', (ago, offers) => {
    const passed = { a: new Date(NOW - ago * 1_000).toISOString() };
    expect(found([agent('a')], [caller('1', 1, { passed }), caller('2', 2)])).toEqual(offers);
  });

  test('leaves nobody alone whom somebody could serve, and offers nobody twice', () => {
    const skill = fc.constantFrom('x', 'y', undefined);
    const agents = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        skills: fc.subarray(['x', 'y']),
        state: fc.constantFrom('available', 'offered', 'away'),
        since: fc.nat(100),
      }),
      { selector: ({ id }) => id },
    );
    const callers = fc.uniqueArray(
      fc.record({ id: fc.nat(9), arrival: fc.nat(100), priority: fc.nat(3), skill }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(agents, callers, (staff, line) => {
        const people = staff.map(({ id, skills, state, since }, index) => {
          const held = state === 'offered' ? { callId: String(index) } : {};
          return agent(id, { skills, state, stateSince: at(since), ...held });
        });
        const waiting = line.map(({ id, arrival, ...more }) => caller(String(id), arrival, more));
        const made = matches(people, waiting, NOW);
        const offered = [
          ...people.flatMap(({ callId }) => callId ?? []),
          ...made.map((one) => one.caller.callId),
        ];
        const inLine = offered.filter((id) => waiting.some(({ callId }) => callId === id));
        expect(new Set(inLine).size).toBe(inLine.length);
        expect(new Set(made.map((one) => one.agent.id)).size).toBe(made.length);
        const idle = people.filter(
          (one) => one.state === 'available' && !made.some((match) => match.agent.id === one.id),
        );
        const alone = waiting.filter(({ callId }) => !offered.includes(callId));
        const canServe = (one: AgentOnDuty, { spot }: CallerInLine) =>
          spot.skill === undefined || one.skills.includes(spot.skill);
        for (const one of idle) expect(alone.some((other) => canServe(one, other))).toBe(false);
        // nobody before the one who was offered could have been
        for (const match of made) {
          for (const other of alone.filter((one) => canServe(match.agent, one))) {
            const { priority, arrival } = match.caller.spot;
            expect(
              [priority, arrival] <= [other.spot.priority, other.spot.arrival] ||
                priority < other.spot.priority,
            ).toBe(true);
          }
        }
      }),
    );
  });
});
