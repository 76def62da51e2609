import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readWav } from '../../adapters/wav.ts';
import { musicFile } from '../../local/music.ts';

const file = await readFile('flows/audio/music.wav');
const samples = Array.from({ length: (file.length - 44) / 2 }, (_, index) =>
  file.readInt16LE(44 + 2 * index),
);

test('the music for callers on hold is what `npm run music` writes, to the byte', () => {
  expect(musicFile().equals(file)).toBe(true);
});

test('it is a loop of eight seconds that the phone service can play', () => {
  expect(readWav(file)).toEqual({ seconds: 8 });
  expect(file.length).toBeLessThan(300_000);
});

test('its end leads into its beginning without a click', () => {
  const steps = samples.slice(1).map((sample, index) => Math.abs(sample - (samples[index] ?? 0)));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const seam = Math.abs((samples[0] ?? 0) - (samples.at(-1) ?? 0));
  expect(seam).toBeLessThanOrEqual(usual);
});

test('it is quiet, and never silent', () => {
  const loudest = (part: number[]) => part.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  expect(loudest(samples)).toBe(7000);
  const quarters = Array.from({ length: 32 }, (_, index) =>
    samples.slice(index * 4000, (index + 1) * 4000),
  );
  expect(Math.min(...quarters.map(loudest))).toBeGreaterThan(3000);
});
