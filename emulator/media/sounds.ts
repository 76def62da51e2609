import type { Heard } from '../entities.ts';
import { strikes } from '../faults.ts';
import type { World } from '../world.ts';
import { fileLength } from './file-length.ts';

/** What an app asks to play (ACS protocol reference, section 6). */
export interface Source {
  kind: 'text' | 'ssml' | 'file';
  /** The text, the SSML, or the URL. */
  content: string;
}

export interface Sound {
  kind: Heard['kind'];
  content: string;
  /** Milliseconds. */
  length: number;
}

/** Why a source cannot be played (ACS protocol reference, section 10), and which one, counted from 0. */
export interface Unplayable {
  index: number;
  code: number;
  subCode: number;
  message: string;
}

const PROBLEMS = {
  8511: { code: 500, message: 'Action failed, the prompt could not be played.' },
  8535: { code: 400, message: 'Action failed, the file format is not WAV, mono, 16 bit, 16 kHz.' },
  8536: { code: 400, message: 'Action failed, the file could not be downloaded.' },
  8565: { code: 400, message: 'Action failed, the speech service refused the request.' },
  8582: { code: 400, message: 'Action failed, the text or SSML is empty.' },
};

/** What is played or prompted; or the first source that cannot be played, on its own account or by the fault `play`. */
export async function loadPrompt(world: World, sources: Source[]): Promise<Sound[] | Unplayable> {
  const fault = world.faults.play;
  if (fault && strikes(fault)) return unplayable(0, fault.fail);
  return loadSounds(world, sources);
}

/** The sounds of all sources; or the first source that cannot be played. */
export async function loadSounds(world: World, sources: Source[]): Promise<Sound[] | Unplayable> {
  const sounds: Sound[] = [];
  for (const [index, source] of sources.entries()) {
    const length =
      source.kind === 'file' ? await fileLength(world, source.content) : speech(world, source);
    if (typeof length !== 'number') return unplayable(index, length.problem);
    sounds.push({ ...source, length });
  }
  return sounds;
}

type Length = number | { problem: keyof typeof PROBLEMS };

function speech(world: World, source: Source): Length {
  const words = source.kind === 'ssml' ? withoutTags(source.content) : source.content.trim();
  return words ? words.length * world.speechMsPerCharacter : { problem: 8582 };
}

function withoutTags(ssml: string): string {
  return ssml
    .replace(/<[^>]*>/g, ' ')
    .replace(/&\w+;/g, '_')
    .replace(/\s+/g, ' ')
    .trim();
}

function unplayable(index: number, subCode: keyof typeof PROBLEMS): Unplayable {
  return { index, subCode, ...PROBLEMS[subCode] };
}
