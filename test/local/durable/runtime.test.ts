import { describe, expect, test } from 'vitest';
import { realClock } from '../../../emulator/clock.ts';
import { type DurableRuntime, durableRuntime } from '../../../local/durable/runtime.ts';
import type { App } from '../../../local/functions/app.ts';
import { countWork } from '../../../local/functions/work.ts';
import type { RegisteredFunction } from '../../../local/functions/worker.ts';

const orchestrator = { name: 'call', trigger: { type: 'orchestrationTrigger' } };

interface Episode {
  /** Names of the events in the history, in order. */
  events: string[];
  /** Ends the episode with what an orchestrator would return. */
  answer(actions: object[], isDone?: boolean): void;
}

/** A runtime whose orchestrator answers when the test says so: for what happens during an episode. */
function slowOrchestrator() {
  const clock = realClock();
  const work = countWork(clock);
  const episodes: Episode[] = [];
  const app = {
    find: () => orchestrator as unknown as RegisteredFunction,
    run(_registered: unknown, { string = '' }: { string?: string }) {
      const { history } = JSON.parse(string) as { history: { EventType: number; Name: string }[] };
      const events = history.filter(({ EventType }) => EventType === 15).map(({ Name }) => Name);
      return new Promise((resolve) => {
        const answer: Episode['answer'] = (actions, isDone = false) =>
          resolve({ json: JSON.stringify({ isDone, actions: [actions], output: 'done' }) });
        episodes.push({ events, answer });
      });
    },
  } as unknown as App;
  const onError = () => {};
  const runtime = durableRuntime({ app, clock, work, switches: {}, defaultVersion: null, onError });
  runtime.start({ id: 'c', name: 'call', input: '{}' });
  return { runtime, episodes, episode: (n: number) => nth(episodes, n) };
}

/** The n-th episode, as soon as it has begun. */
async function nth(episodes: Episode[], n: number): Promise<Episode> {
  for (;;) {
    const found = episodes[n];
    if (found) return found;
    await new Promise(setImmediate);
  }
}

function raise(runtime: DurableRuntime, name: string): void {
  const instance = runtime.get('c');
  if (!instance) throw new Error('there is no instance');
  const event = { EventType: 15, EventId: -1, Name: name, Input: '{}' } as const;
  runtime.post(instance, instance.executionId, event);
}

const wait = (externalEventName: string) => ({ actionType: 6, externalEventName });

describe('while an episode runs', () => {
  test('no other one begins: events wait for the next', async () => {
    const { runtime, episodes, episode } = slowOrchestrator();
    const first = await episode(0);
    raise(runtime, 'one');
    raise(runtime, 'two');
    await new Promise(setImmediate);
    expect(episodes).toHaveLength(1);
    first.answer([wait('one')]);
    expect((await episode(1)).events).toEqual(['one', 'two']);
  });

  test('a termination wins over what it answers', async () => {
    const { runtime, episode } = slowOrchestrator();
    const first = await episode(0);
    const instance = runtime.get('c');
    if (instance) runtime.terminate(instance, 'enough');
    first.answer([], true);
    await new Promise(setImmediate);
    expect(runtime.get('c')).toMatchObject({ status: 'Terminated', output: '"enough"' });
  });

  test('events that arrive are there after continue as new', async () => {
    const { runtime, episode } = slowOrchestrator();
    const first = await episode(0);
    raise(runtime, 'in between');
    first.answer([{ actionType: 4, input: { again: true } }], true);
    const second = await episode(1);
    expect(second.events).toEqual(['in between']);
    expect(runtime.get('c')).toMatchObject({ status: 'Running', input: '{"again":true}' });
  });
});
