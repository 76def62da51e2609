import type { Flow } from '../calls/flow.ts';
import type { Draft, Fault } from '../calls/flow-draft.ts';
import { namedAudio, recordedFiles } from '../calls/flow-recordings.ts';
import { didYouMean } from '../calls/flow-words.ts';

/** A file of sound: how many seconds it lasts, or why the phone service cannot play it: `is stereo`. */
export type Audio = { seconds: number } | { problem: string };

/** The files of sound beside a flow, by their names. */
export type AudioFiles = Readonly<Record<string, Audio>>;

/** Every file of sound that the flow names is there, and the phone service can play it. */
export function faultyAudio(draft: Draft, files: AudioFiles): Fault[] {
  return namedAudio(draft).flatMap(({ file, words, path, at }) => {
    const audio = Object.hasOwn(files, file) ? files[file] : undefined;
    if (audio && 'seconds' in audio) return [];
    const found = audio
      ? `${audio.problem}. The phone service plays WAV files of one channel, 16 bit and 16 kHz, without compression.`
      : `is not in the folder "audio" beside the flow.${didYouMean(file, Object.keys(files)) || ' Put it there, or name another.'}`;
    return [{ path, at, message: `${words} ${found}` }];
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
