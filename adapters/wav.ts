/** A file of sound: how many seconds it lasts, or why the phone service cannot play it, to stand behind "which". */
export type Sound = { seconds: number } | { problem: string };

/** PCM, of one channel, 16 bit and 16 kHz: what the phone service plays (ACS protocol reference, section 14). */
const PCM = 1;
const CHANNELS = 1;
const BITS = 16;
const RATE = 16_000;
const BYTES_PER_SECOND = 32_000;

/** Reads the header of a WAV file. Never throws. */
export function readWav(file: Buffer): Sound {
  if (file.length === 0) return { problem: 'is empty, or may not be read' };
  if (ascii(file, 0) !== 'RIFF' || ascii(file, 8) !== 'WAVE') return { problem: 'is no WAV file' };
  const format = chunk(file, 'fmt ');
  const data = chunk(file, 'data');
  if (!format || format.present < 16) return { problem: 'is a WAV file without a format' };
  const odd = oddFormat(file, format.at);
  if (odd) return { problem: odd };
  if (!data || data.size === 0) return { problem: 'is a WAV file without sound' };
  if (data.present < data.size) return { problem: 'ends before its sound does' };
  return { seconds: Math.round((data.size / BYTES_PER_SECOND) * 1000) / 1000 };
}

interface Chunk {
  /** Where it begins, behind its name and size. */
  at: number;
  /** Bytes that it says it has, and that are there. */
  size: number;
  present: number;
}

function chunk(file: Buffer, name: string): Chunk | undefined {
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    const begin = at + 8;
    if (ascii(file, at) === name) {
      return { at: begin, size, present: Math.min(size, file.length - begin) };
    }
    at = begin + size + (size % 2);
  }
  return undefined;
}

function oddFormat(file: Buffer, at: number): string | undefined {
  const format = file.readUInt16LE(at);
  if (format !== PCM) return `is WAV of format ${format}, not PCM`;
  const [channels, rate, bits] = [
    file.readUInt16LE(at + 2),
    file.readUInt32LE(at + 4),
    file.readUInt16LE(at + 14),
  ];
  if (channels === CHANNELS && bits === BITS && rate === RATE) return undefined;
  const many = channels === 1 ? 'one channel' : `${channels} channels`;
  return `is WAV of ${many}, ${bits} bit and ${rate} Hz`;
}

function ascii(file: Buffer, at: number): string {
  return file.toString('latin1', at, at + 4);
}
