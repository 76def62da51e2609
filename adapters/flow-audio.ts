import type { Flow } from '../calls/flow.ts';
import { MUSIC } from '../calls/flow-audio-name.ts';
import { about, type Draft, type Fault } from '../calls/flow-draft.ts';
import { namedAudio, recordedFiles } from '../calls/flow-recordings.ts';
import { EVERY_SECONDS } from '../calls/flow-schema-queues.ts';
import { didYouMean } from '../calls/flow-words.ts';
import { audioFolderOf, readAudioFolder } from './audio-folder.ts';
import { readWav, type Sound } from './wav.ts';

/** The files of sound beside a flow, by their names. */
export type AudioFiles = Readonly<Record<string, Sound>>;

/** The files of sound beside a flow file. Never rejects. */
export async function audioBeside(flowPath: string): Promise<AudioFiles> {
  const files = await readAudioFolder(audioFolderOf(flowPath));
  return Object.fromEntries([...files].map(([name, bytes]) => [name, readWav(bytes)]));
}

/** Where files of sound are looked for, and how one gets there, in the words of a mistake. */
export interface AudioPlace {
  where: string;
  mend: string;
}

const BESIDE: AudioPlace = {
  where: 'in the folder "audio" beside the flow',
  mend: 'Put it there, or name another.',
};

/** Every file of sound that the flow names is there, and the phone service can play it. */
export function faultyAudio(
  draft: Draft,
  files: AudioFiles,
  { where, mend }: AudioPlace = BESIDE,
): Fault[] {
  return namedAudio(draft).flatMap(({ file, words, path, at }) => {
    const audio = files[file];
    if (audio && 'seconds' in audio) return [];
    const found = audio
      ? `${audio.problem}. Make it WAV of PCM, one channel, 16 bit and 16000 Hz, which the phone service plays.`
      : `is not ${where}.${didYouMean(file, Object.keys(files)) || ` ${mend}`}`;
    return [{ path, at, message: `${words} ${found}` }];
  });
}

/** How long a file of sound is, in seconds; 0 for one that cannot be played. */
export function secondsOf(files: AudioFiles, file: string): number {
  const audio = files[file];
  return audio && 'seconds' in audio ? audio.seconds : 0;
}

/** The music of a queue ends before the next announcement is due: its end is when a caller is told their place. */
export function longQueueMusic({ queues }: Draft, files: AudioFiles): Fault[] {
  return queues.flatMap((queue) => {
    const { everySeconds = EVERY_SECONDS, music = MUSIC } = queue.body;
    if (typeof everySeconds !== 'number' || typeof music !== 'string') return [];
    const seconds = secondsOf(files, music);
    if (seconds <= everySeconds) return [];
    const message = `${about(queue)} music is "${music}", which takes ${Math.ceil(seconds)} s; announcements are due every ${everySeconds} s, and wait for its end. Shorten it, or make everySeconds longer.`;
    return [{ path: [...queue.path, 'music'], at: 'value', message }];
  });
}

/** The recordings of a flow without faults, by their texts. */
export function recordingsIn(draft: Draft, files: AudioFiles): Flow['recordings'] {
  return Object.fromEntries(
    recordedFiles(draft).flatMap(([text, file]) => {
      const audio = files[file];
      return audio && 'seconds' in audio ? [[text, { file, seconds: audio.seconds }]] : [];
    }),
  );
}
