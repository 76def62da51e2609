import { writeFileSync } from 'node:fs';
import { musicFile } from './music.ts';

const FILE = 'flows/audio/music.wav';

writeFileSync(FILE, musicFile());
console.log(`${FILE} is written.`);
