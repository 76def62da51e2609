import { describe, expect, test } from 'vitest';
import { loadFlow, parseFlow } from '../../adapters/flow-file.ts';
import type { Flow } from '../../calls/flow.ts';
import { rehearsal } from '../../local/rehearsal.ts';

const LOOKUP =
  'lookup: billing, waiting: One moment., sorry: { say: Sorry., keys: { 2: bye } }, next: bye';

describe('the way of the scripted caller', () => {
  test('through the main flow is an outage report', async () => {
    const loaded = await loadFlow('flows/main.yaml');
    if (!loaded.ok) throw new Error(loaded.report);
    expect(rehearsal(loaded.flow).map(({ hears, presses }) => [hears, presses])).toEqual([
      ['Welcome to Northwind Energy.', undefined],
      ['For a power cut, press 1. For your bill,', '1'],
      ['Please key in your eight digit account n', '12345678#'],
      ['Your account number is', '1'],
      ['Thank you. Engineers are on their way. G', undefined],
    ]);
  });

  test('takes another key of a menu it comes back to', () => {
    const flow = flowOf(`
start: main
steps:
  main: { menu: Menu., keys: { 1: news, 2: bye }, otherwise: bye }
  news: { say: News., next: main }
  bye: { hangUp: Bye. }
`);
    const keys = rehearsal(flow).map(({ presses }) => presses);
    expect(keys).toEqual(['1', undefined, '2', undefined]);
  });

  test('ends, even where the menu never does', () => {
    const flow = flowOf(`
start: main
steps:
  main: { menu: Menu., keys: { 1: main }, otherwise: bye }
  bye: { hangUp: true }
`);
    expect(rehearsal(flow).length).toBeLessThanOrEqual(30);
  });

  test('passes over keys that lead to a person', () => {
    const flow = flowOf(`
start: main
steps:
  main: { menu: Menu., keys: { 1: soon, 2: engineers, 3: news, 4: bye }, otherwise: bye }
  soon: { say: One moment., next: person }
  person: { escalate: Please hold., otherwise: bye }
  engineers: { transfer: One moment., to: '+15550155', otherwise: bye }
  news: { say: News., next: main }
  bye: { hangUp: Bye. }
`);
    const keys = rehearsal(flow).map(({ presses }) => presses);
    expect(keys).toEqual(['3', undefined, '4', undefined]);
  });

  test('ends before a back end has the next word', () => {
    const flow = flowOf(`
start: main
steps:
  main: { menu: Menu., keys: { 1: ask }, otherwise: bye }
  ask: { ${LOOKUP}, otherwise: bye }
  bye: { hangUp: Bye. }
`);
    expect(rehearsal(flow)).toMatchObject([{ presses: '1', hangsUp: true }]);
  });

  test('is over once they are answered where a back end has the first word', () => {
    const flow = flowOf(`
start: first
steps:
  first: { ${LOOKUP}, otherwise: bye }
  bye: { hangUp: Bye. }
`);
    expect(rehearsal(flow)).toEqual([{ hears: '', listensTo: 0, hangsUp: true }]);
  });

  test.each([
    ['a person', 'escalate: Please hold.'],
    ['another number', "transfer: 'Please hold, {context.name}.', to: '+15550155'"],
  ])('hangs up where nothing but %s is left', (_, step) => {
    const flow = flowOf(`
start: main
steps:
  main: { menu: Menu., keys: { 1: soon }, otherwise: bye }
  soon: { say: One moment., next: person }
  person: { ${step}, otherwise: bye }
  bye: { hangUp: Bye. }
`);
    expect(rehearsal(flow)).toEqual([
      { hears: 'Menu.', presses: '1', listensTo: 8 },
      { hears: 'One moment.', listensTo: 11 },
      { hears: expect.stringMatching(/^Please hold/), listensTo: 8, hangsUp: true },
    ]);
  });

  test('goes on behind keys that are sent', () => {
    const flow = flowOf(`
start: dial
steps:
  dial: { sendTones: '1', next: bye, otherwise: bye }
  bye: { hangUp: Bye. }
`);
    expect(rehearsal(flow).map(({ hears }) => hears)).toEqual(['Bye.']);
  });

  test('knows a recorded text by its file', () => {
    const flow = flowOf(`
start: hello
steps:
  hello: { say: { text: Hello., audio: hello.wav }, next: bye }
  bye: { hangUp: Bye. }
`);
    expect(rehearsal(flow).map(({ hears }) => hears)).toEqual(['/hello.wav', 'Bye.']);
  });
});

const AUDIO = { 'music.wav': { seconds: 8 }, 'hello.wav': { seconds: 1 } };

function flowOf(steps: string): Flow {
  const text = `line: L\nlanguage: en-GB\nvoice: en-GB-SoniaNeural\n${steps}`;
  const parsed = parseFlow(text, 'test.yaml', AUDIO);
  if (!parsed.ok) throw new Error(parsed.report);
  return parsed.flow;
}
