/** Hertz, in equal temperament with A4 at 440. */
const PITCH = {
  A3: 220.0,
  C4: 261.63,
  E4: 329.63,
  F4: 349.23,
  G4: 392.0,
  A4: 440.0,
  B4: 493.88,
  C5: 523.25,
  D5: 587.33,
  E5: 659.26,
  F5: 698.46,
  G5: 783.99,
  A5: 880.0,
  B5: 987.77,
};

type Note = keyof typeof PITCH;

interface Bar {
  /** Held softly for the whole bar. */
  chord: Note[];
  /** Plucked one after the other, evenly. */
  melody: Note[];
}

const TUNE: Bar[] = [
  { chord: ['C4', 'E4', 'G4'], melody: ['C4', 'G4', 'C5', 'E5', 'G5', 'E5', 'C5', 'G4'] },
  { chord: ['A3', 'C4', 'E4'], melody: ['A3', 'E4', 'A4', 'C5', 'E5', 'C5', 'A4', 'E4'] },
  { chord: ['F4', 'A4', 'C5'], melody: ['F4', 'A4', 'C5', 'E5', 'A5', 'E5', 'C5', 'A4'] },
  { chord: ['G4', 'B4', 'D5'], melody: ['G4', 'B4', 'D5', 'F5', 'B5', 'G5', 'D5', 'B4'] },
];

const RATE = 16_000;
const BAR_SECONDS = 2;
/** A note rings this long: over the next ones, and the last over the first, so that the end leads into the beginning. */
const RING_SECONDS = 2.5;
const PLUCK_SECONDS = 0.012;
const SWELL_SECONDS = 0.7;
/** Loudest sample of 32767: quiet beside a voice. */
const PEAK = 7000;

/**
 * The music for callers on hold, as a WAV file: mono, 16 bit, 16 kHz, to be played again and again. Made of additions,
 * multiplications and divisions alone, which every computer rounds the same way: the file is the same to the byte everywhere.
 */
export function musicFile(): Buffer {
  const samples = new Float64Array(TUNE.length * BAR_SECONDS * RATE);
  TUNE.forEach(({ chord, melody }, bar) => {
    const begin = bar * BAR_SECONDS;
    for (const note of chord) {
      add(samples, begin, PITCH[note], 0.16, SWELL_SECONDS, BAR_SECONDS + SWELL_SECONDS);
    }
    melody.forEach((note, index) => {
      const at = begin + (index * BAR_SECONDS) / melody.length;
      add(samples, at, PITCH[note], 1, PLUCK_SECONDS, RING_SECONDS);
    });
  });
  return wavOf(samples);
}

/** Adds one note that swells for `swell` seconds and dies away until `length`; what is beyond the end begins anew. */
function add(
  samples: Float64Array,
  atSeconds: number,
  hertz: number,
  loudness: number,
  swell: number,
  length: number,
): void {
  const first = Math.round(atSeconds * RATE);
  for (let index = 0; index < length * RATE; index += 1) {
    const seconds = index / RATE;
    const rise = seconds < swell ? seconds / swell : 1;
    const left = 1 - seconds / length;
    const turns = hertz * seconds;
    const tone = sine(turns) + 0.3 * left * sine(2 * turns) + 0.1 * left * left * sine(3 * turns);
    const place = (first + index) % samples.length;
    samples[place] = (samples[place] ?? 0) + loudness * rise * rise * left * left * left * tone;
  }
}

/** The sine of an angle in whole turns, by its Taylor series: `Math.sin` may differ between engines. */
function sine(turns: number): number {
  const part = turns - Math.floor(turns);
  const near = part < 0.25 ? part : part < 0.75 ? 0.5 - part : part - 1;
  const x = near * 2 * Math.PI;
  const y = x * x;
  return x * (1 - (y / 6) * (1 - (y / 20) * (1 - (y / 42) * (1 - (y / 72) * (1 - y / 110)))));
}

function wavOf(samples: Float64Array): Buffer {
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(2 * RATE, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34); // bits
  file.write('data', 36);
  file.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, index) => {
    file.writeInt16LE(Math.round((sample / loudest) * PEAK), 44 + 2 * index);
  });
  return file;
}
