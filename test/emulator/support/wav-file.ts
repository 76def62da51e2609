/** A WAV file of silence, 16 bit PCM; mono and 16 kHz unless said otherwise. */
export function wavFile(of: { seconds: number; channels?: number; rate?: number }): Buffer {
  const { seconds, channels = 1, rate = 16_000 } = of;
  const data = Buffer.alloc(seconds * rate * channels * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}
