/**
 * How long a WAV file sounds, in milliseconds; nothing when it is not WAV, PCM, mono, 16 bit, 16 kHz, which is what the
 * service plays (ACS protocol reference, section 14).
 */
export function wavLength(file: Buffer): number | undefined {
  if (file.length < 12 || ascii(file, 0) !== 'RIFF' || ascii(file, 8) !== 'WAVE') return undefined;
  let playable = false;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = ascii(file, at);
    const size = file.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 24 <= file.length) playable = isPlayable(file, at + 8);
    if (name === 'data') {
      const present = Math.min(size, file.length - at - 8);
      return playable ? Math.round(present / BYTES_PER_MS) : undefined;
    }
    at += 8 + size + (size % 2);
  }
  return undefined;
}

const BYTES_PER_MS = 32;

function isPlayable(file: Buffer, at: number): boolean {
  const [format, channels] = [file.readUInt16LE(at), file.readUInt16LE(at + 2)];
  const [rate, bits] = [file.readUInt32LE(at + 4), file.readUInt16LE(at + 14)];
  return format === 1 && channels === 1 && rate === 16_000 && bits === 16;
}

function ascii(file: Buffer, at: number): string {
  return file.toString('latin1', at, at + 4);
}
