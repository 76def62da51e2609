import type { Heard } from '../emulator/entities.ts';

/** How an announcement of the waiting callers begins; nothing else does. */
export const ANNOUNCED = 'You are number';

/** What a caller in line noticed of their announcements. */
export interface Announcements {
  /** Seconds from the beginning of one to that of the next. */
  gaps: number[];
  /** Milliseconds without a sound before each: the music has ended, and the words have not begun. */
  silences: number[];
}

/** Reads it from what a phone heard since `since` (milliseconds since 1970); the music, which is a file, takes `musicSeconds` each time. */
export function announcementsOf(
  heard: readonly Pick<Heard, 'at' | 'kind' | 'content'>[],
  since: number,
  musicSeconds: number,
): Announcements {
  const found: Announcements = { gaps: [], silences: [] };
  let last: number | undefined;
  for (const [index, { at, content }] of heard.entries()) {
    const began = Date.parse(at);
    if (began < since || !content.startsWith(ANNOUNCED)) continue;
    if (last !== undefined) found.gaps.push((began - last) / 1_000);
    last = began;
    const before = heard[index - 1];
    if (before?.kind !== 'file') continue;
    found.silences.push(began - Date.parse(before.at) - musicSeconds * 1_000);
  }
  return found;
}
