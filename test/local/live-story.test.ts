import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';
import { liveStory } from '../../local/live-story.ts';
import { journey } from '../journeys/support/line.ts';

journey(
  'a story told while it happens has each thing once, keys in a row in one line',
  async (line) => {
    const { first: caller, emulator, clock } = line;
    const printed: string[] = [];
    const story = liveStory(emulator, clock, (text) =>
      printed.push(stripVTControlCharacters(text)),
    );
    await caller.rings();
    story.follow(caller.id ?? '');
    await caller.hears('press 1');
    caller.presses('1');
    await caller.hears('account number');
    story.decided('something');
    caller.presses('12345678#');
    await caller.hears('1 2 3 4 5 6 7 8');
    await caller.hangsUp();
    story.stop();
    const told = printed.map((text) =>
      text.replace(/^ +\d+\.\d\d s +/, '').replace(/ {2,}/g, ' | '),
    );
    expect(told).toEqual([
      'rings',
      'answered',
      'hears | Welcome to Northwind Energy.',
      'hears | For a power cut, press 1. For your bill, press 2. For …',
      'presses | 1',
      expect.stringMatching(/^hears \| Please key in .* … \| \d+ ms after the key$/),
      'decides | something',
      'presses | 1 2 3 4 5 6 7 8 #',
      expect.stringMatching(/^hears \| Your account number is .* \| \d+ ms after the key$/),
      expect.stringMatching(/^ended/),
    ]);
  },
);
