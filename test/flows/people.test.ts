import { describe, expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import { AUDIO, GOOD, WITH_PERSON, WITH_TRANSFER } from './broken-flow.ts';

const HOLD = 'escalate: Please hold.';

function flowOf(text: string) {
  const result = parseFlow(text, 'f.yaml', AUDIO);
  if (!result.ok) throw new Error(result.report);
  return result.flow;
}

describe('a step that leads to a person', () => {
  test('becomes one with every default filled in, and one that says goodbye after the agent', () => {
    const { person, 'person.goodbye': goodbye } = flowOf(WITH_PERSON).steps;
    expect(person).toEqual({
      kind: 'escalate',
      say: 'Please hold.',
      music: 'music.wav',
      ringSeconds: 20,
      acceptSeconds: 10,
      texts: {
        whisper:
          'A call from a number ending in {caller}. They keyed in {keyed}. Press 1 to take it, 2 to decline.',
        callback:
          'A callback to a number ending in {caller}. They keyed in {keyed}. Press 1 to call them now, 2 to decline.',
        calling: 'We are calling them now.',
        notReached: 'They do not answer. Thank you.',
        again: 'Press 1 to take the call, or 2 to decline it.',
        transferTo: 'Key in the number to hand the caller over to, then hash.',
        busy: 'That number is busy. You are back with the caller.',
        noAnswer: 'Nobody answered there. You are back with the caller.',
        notAllowed: 'This line may not call that number. You are back with the caller.',
        noNumber: 'That is not a number to call. You are back with the caller.',
        failed: 'The caller could not be handed over. You are back with them.',
      },
      afterAgent: 'person.goodbye',
      otherwise: 'bye',
    });
    expect(goodbye).toEqual({ kind: 'hangUp', say: 'Goodbye.' });
  });

  test('may state everything itself', () => {
    const all = `escalate: |
      Hold,
        please.
    skill: billing
    music: hello.wav
    ringSeconds: 180
    acceptSeconds: 60
    agentTexts:
      whisper: Press 1. {keyed}
      callback: Call {caller}. Now.
      calling: H.
      notReached: I.
      again: A.
      transferTo: B.
      busy: C.
      noAnswer: D.
      notAllowed: E.
      noNumber: F.
      failed: |
        G
        h.
    goodbye: Bye now.`;
    const { person, 'person.goodbye': goodbye } = flowOf(WITH_PERSON.replace(HOLD, all)).steps;
    expect(person).toEqual({
      kind: 'escalate',
      say: 'Hold, please.',
      skill: 'billing',
      music: 'hello.wav',
      ringSeconds: 180,
      acceptSeconds: 60,
      texts: {
        whisper: 'Press 1. {keyed}',
        callback: 'Call {caller}. Now.',
        calling: 'H.',
        notReached: 'I.',
        again: 'A.',
        transferTo: 'B.',
        busy: 'C.',
        noAnswer: 'D.',
        notAllowed: 'E.',
        noNumber: 'F.',
        failed: 'G h.',
      },
      afterAgent: 'person.goodbye',
      otherwise: 'bye',
    });
    expect(goodbye).toEqual({ kind: 'hangUp', say: 'Bye now.' });
  });

  test('leads on after the agent where it says so, and needs no goodbye then', () => {
    const { steps } = flowOf(WITH_PERSON.replace(HOLD, `${HOLD}\n    afterAgent: main`));
    expect(steps.person).toMatchObject({ afterAgent: 'main' });
    expect(Object.keys(steps)).not.toContain('person.goodbye');
  });
});

test('a step that leads to another number becomes one, and one that apologises', () => {
  const { steps } = flowOf(WITH_TRANSFER);
  expect(steps.engineers).toEqual({
    kind: 'transfer',
    say: 'We are putting you through.',
    to: '+15550155',
    otherwise: 'engineers.apology',
  });
  const say = 'We are sorry, nobody could be reached there.';
  expect(steps['engineers.apology']).toEqual({ kind: 'say', say, next: 'bye' });
  const own = flowOf(WITH_TRANSFER.replace('to: ', 'apology: Nobody.\n    to: ')).steps;
  expect(own['engineers.apology']).toEqual({ kind: 'say', say: 'Nobody.', next: 'bye' });
});

describe('the recordings of a flow', () => {
  const recorded = (text: string, audio = 'hello.wav') => `{ text: ${text}, audio: ${audio} }`;

  test('are found by their texts, which stand where other texts do', () => {
    const flow = flowOf(
      WITH_PERSON.replace('say: Hello.', `say: ${recorded('Hello  to all.')}`)
        .replace('menu: Press 1 or 2.', `menu: ${recorded('Press.', 'music.wav')}`)
        .replace(
          'otherwise: bye\n  number',
          `again: [${recorded('Again.')}]\n    otherwise: bye\n  number`,
        )
        .replace(HOLD, `${HOLD}\n    agentTexts: { busy: ${recorded('Busy.')} }`),
    );
    expect(flow.recordings).toEqual({
      'Hello to all.': { file: 'hello.wav', seconds: 1.5 },
      'Press.': { file: 'music.wav', seconds: 8 },
      'Again.': { file: 'hello.wav', seconds: 1.5 },
      'Busy.': { file: 'hello.wav', seconds: 1.5 },
    });
    expect(flow.steps).toMatchObject({
      hello: { say: 'Hello to all.' },
      main: { prompts: ['Press.', 'Again.'] },
      person: { texts: { busy: 'Busy.' } },
    });
  });

  test('make it another version', () => {
    const spoken = flowOf(GOOD).version;
    const played = flowOf(GOOD.replace('say: Hello.', `say: ${recorded('Hello.')}`)).version;
    expect(played).not.toBe(spoken);
  });
});
