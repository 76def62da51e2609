import { afterAll, describe, expect } from 'vitest';
import type { ScriptedCaller } from '../../emulator/scripted-caller.ts';
import { ANNA, STAFF, standing } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { texts } from './support/heard.ts';
import { type CallRecord, journey, type Line } from './support/line.ts';
import { type RecordedLine, recordedLine } from './support/recorded-line.ts';
import { accepts } from './support/talk.ts';

const STEPS = `
  welcome:
    say: { text: Welcome to the recorded line., audio: welcome.wav }
    next: main
  main:
    menu: { text: 'For our hours, press 1.', audio: menu.wav }
    keys: { 1: hours }
    otherwise: operator
  hours: { hangUp: { text: From eight to six. Goodbye., audio: hours.wav } }
  operator:
    escalate: { text: Please hold for a colleague., audio: hold.wav }
    agentTexts:
      whisper: { text: 'A call. Press 1 to take it, 2 to decline.', audio: whisper.wav }
    otherwise: hours
`;
const AUDIO = {
  'welcome.wav': 3,
  'menu.wav': 2,
  'hours.wav': 4,
  'hold.wav': 5,
  'whisper.wav': 2,
  'music.wav': 7,
};

/** The line after one of its files was lost: whoever asks for it is answered 404. */
async function losing(name: string): Promise<RecordedLine> {
  const line = await recordedLine(STEPS, AUDIO);
  await line.loses(name);
  return line;
}

const whole = await recordedLine(STEPS, AUDIO);
const lost = {
  welcome: await losing('welcome.wav'),
  menu: await losing('menu.wav'),
  hold: await losing('hold.wav'),
  whisper: await losing('whisper.wav'),
  music: await losing('music.wav'),
};

afterAll(() => Promise.all([whole, ...Object.values(lost)].map((line) => line.remove())));

/** What ACS could not play or ask, by code and subcode. */
function failures({ timeline }: CallRecord): string[] {
  return timeline
    .filter(({ kind, type }) => kind === 'event' && type.endsWith('Failed'))
    .map(({ type, data }) => `${type} ${data?.code}/${data?.subCode}`);
}

/** The caller hears the first words on the way to Anna, who picks up when they are over. */
async function isOnTheWay(line: Line & { first: ScriptedCaller }): Promise<void> {
  const { first: caller } = line;
  await sets(line, ANNA, { on: 'answer', afterMs: 8_000 });
  await caller.rings();
  await caller.hears('/api/audio/menu.wav');
  caller.presses('0');
  await caller.hears('/api/audio/hold.wav');
}

describe('a recorded text', () => {
  journey(
    'is fetched from the line, heard to its end, and kept in the timeline by its words',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('/api/audio/welcome.wav');
      await caller.hears('/api/audio/menu.wav');
      caller.presses('1');
      await caller.hears('/api/audio/hours.wav');
      await caller.isHungUpOn();
      const { heard } = caller.phone();
      expect(heard.map(({ kind, done }) => ({ kind, done }))).toEqual([
        { kind: 'file', done: true },
        { kind: 'file', done: false }, // cut off by the key
        { kind: 'file', done: true },
      ]);
      const [welcome, menu] = heard.map(({ at }) => Date.parse(at));
      expect(Number(menu) - Number(welcome)).toBeGreaterThanOrEqual(3_000);
      expect(Number(menu) - Number(welcome)).toBeLessThan(3_100);
      const words = (await line.record()).timeline.map((row) => row.words);
      expect(words).toContainEqual(expect.stringContaining('Welcome to the recorded line.'));
      expect(words).toContainEqual(expect.stringContaining('For our hours, press 1.'));
    },
    whole.options,
  );
});

describe('a recorded text that is lost', () => {
  journey(
    'is spoken by the voice, and those that follow are played',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('Welcome to the recorded line.');
      await caller.hears('/api/audio/menu.wav');
      expect(caller.phone().heard).toHaveLength(2);
      expect(failures(await line.record())).toEqual(['PlayFailed 400/8536']);
    },
    { ...lost.welcome.options, agents: STAFF },
  );

  journey(
    'is spoken where a key is asked for, and the key counts',
    async (line) => {
      const { first: caller } = line;
      await caller.rings();
      await caller.hears('/api/audio/welcome.wav');
      await caller.hears('For our hours, press 1.');
      caller.presses('1');
      await caller.hears('/api/audio/hours.wav');
      await caller.isHungUpOn();
      const record = await line.record();
      expect(failures(record)).toEqual(['RecognizeFailed 500/8511']);
      expect(record.call.outcome).toBe('completed');
    },
    { ...lost.menu.options, agents: STAFF },
  );

  journey(
    'is spoken before a person comes, who is whispered to when it is over',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'answer', afterMs: 300 });
      await caller.rings();
      await caller.hears('/api/audio/menu.wav');
      caller.presses('0');
      await caller.hears('Please hold for a colleague.');
      await called(line, ANNA).hears('/api/audio/whisper.wav');
      expect(caller.phone().heard.find(({ kind }) => kind === 'text')?.done).toBe(true);
      expect(caller.phone().state).toBe('on-hold');
      expect(failures(await line.record())).toEqual(['PlayFailed 400/8536']);
    },
    { ...lost.hold.options, agents: STAFF },
  );

  journey(
    'is spoken to an agent, who can accept',
    async (line) => {
      const { first: caller } = line;
      await isOnTheWay(line);
      await accepts(line, ANNA);
      expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
      expect(texts(caller.phone())).toEqual([]);
    },
    { ...lost.whisper.options, agents: STAFF },
  );
});

describe('music that is lost', () => {
  journey(
    'keeps nobody from talking to an agent',
    async (line) => {
      const { first: caller } = line;
      await isOnTheWay(line);
      await called(line, ANNA).hears('/api/audio/whisper.wav');
      expect(caller.phone()).toMatchObject({ state: 'talking', hearing: null });
      await called(line, ANNA).presses('1');
      await line.passes(1_000);
      expect(await standing(line)).toMatchObject({ anna: 'talking' });
      const heard = caller.phone().heard.map(({ content }) => content.split('/').at(-1));
      expect(heard).toEqual(['welcome.wav', 'menu.wav', 'hold.wav']);
      expect(failures(await line.record())).toEqual(['HoldFailed 400/8536', 'PlayFailed 400/8536']);
    },
    { ...lost.music.options, agents: STAFF },
  );
});
