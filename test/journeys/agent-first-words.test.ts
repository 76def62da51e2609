import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { wavLength } from '../../emulator/media/wav.ts';
import { ANNA, asksForPerson, STAFFED } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { filesAt, texts, words } from './support/heard.ts';
import { journey } from './support/line.ts';
import { sent, sentSince } from './support/talk.ts';

const FIRST_WORDS = 'Please hold for a colleague.';

describe('a caller who asks for a person', () => {
  journey(
    'hears the first words while the first agent is rung already',
    async (line) => {
      const { first: caller } = line;
      const anna = called(line, ANNA);
      await asksForPerson(caller);
      expect(await anna.rings()).toMatchObject({ state: 'ringing' });
      expect(caller.phone()).toMatchObject({ hearing: { content: FIRST_WORDS } });
      const { timeline } = await line.record();
      const places = timeline.filter(({ kind }) => kind === 'command').slice(-2);
      expect(places).toMatchObject([{ type: 'play' }, { type: 'inviteAgent' }]);
      expect(places[0]?.turn).toBe(places[1]?.turn);
    },
    STAFFED,
  );

  journey(
    'hears the music that the line serves, over and over, when the words are over',
    async (line) => {
      const { first: caller } = line;
      const music = wavLength(await readFile('flows/audio/music.wav')) ?? 0;
      await asksForPerson(caller);
      await line.passes(19_000);
      const began = filesAt(caller.phone(), 'music.wav');
      expect(began.map((at) => at - Number(began[0]))).toEqual([0, music, 2 * music]);
      expect(caller.phone()).toMatchObject({ state: 'on-hold', hearing: { kind: 'file' } });
      expect(words(caller.phone()).at(-1)).toEqual({ content: FIRST_WORDS, done: true });
    },
    STAFFED,
  );
});

describe('an agent who answers', () => {
  journey(
    'during the first words hears no more than their end until they are over',
    async (line) => {
      const { first: caller } = line;
      await sets(line, ANNA, { on: 'answer', afterMs: 300 });
      const anna = called(line, ANNA);
      await asksForPerson(caller);
      await line.passes(1_000);
      const [joined] = await anna.all();
      expect(joined).toMatchObject({ state: 'talking', heard: [{ content: FIRST_WORDS }] });
      expect(caller.phone()).toMatchObject({ hearing: { content: FIRST_WORDS } });
      await anna.hears('Press 1');
      expect(words(caller.phone()).at(-1)).toEqual({ content: FIRST_WORDS, done: true });
    },
    STAFFED,
  );

  for (const [when, afterMs] of [
    ['during the first words', 300],
    ['after them', 5_000],
  ] as const) {
    journey(
      `${when} hears the whisper alone, and when the caller is on hold`,
      async (line) => {
        const { first: caller } = line;
        await sets(line, ANNA, { on: 'answer', afterMs });
        const anna = called(line, ANNA);
        await asksForPerson(caller);
        const { heard } = await anna.hears('Press 1');
        expect((await sent(line)).slice(-2)).toEqual(['hold', 'recognize']);
        expect(caller.phone().state).toBe('on-hold');
        const [held] = filesAt(caller.phone(), 'music.wav');
        expect(Date.parse(heard.at(-1)?.at ?? '')).toBeGreaterThan(held ?? Number.NaN);
        await line.passes(5_000); // the whisper to its end
        expect(texts(caller.phone())).not.toContainEqual(expect.stringContaining('Press 1'));
        const [phone] = await anna.all();
        expect(phone?.heard.at(-1)).toMatchObject({ kind: 'text', done: true });
      },
      STAFFED,
    );
  }
});

describe('first words that cannot be heard', () => {
  for (const [how, faults] of [
    ['are not taken', { api: [{ operation: 'play', status: 412, code: '8583', times: 1 }] }],
    ['fail', { play: { fail: 8565, times: 1 } }],
  ] as const) {
    journey(
      `as they ${how} keep nobody waiting`,
      async (line) => {
        const { first: caller } = line;
        await sets(line, ANNA, { on: 'answer', afterMs: 300 });
        await caller.rings();
        await caller.hears('press 1');
        await line.faults(faults);
        const since = await sentSince(line);
        const asked = line.clock.now();
        caller.presses('0');
        await called(line, ANNA).hears('Press 1');
        expect(line.clock.now() - asked).toBeLessThan(1_000);
        expect(await since()).toEqual(['play', 'add', 'hold', 'recognize']);
        expect(texts(caller.phone())).not.toContain(FIRST_WORDS);
        expect(caller.phone().state).toBe('on-hold');
      },
      STAFFED,
    );
  }
});
