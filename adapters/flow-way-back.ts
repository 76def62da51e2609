import { type CurrentFlow, FILE } from './flow-entities.ts';

/** The versions that going back leads to, one after the other, before the last one leads to `file`. */
type WayBack = readonly string[];

/** The way back from a version that is published on top of the current one, whatever it was before. */
export function forward({ version, before }: CurrentFlow): WayBack {
  return version === FILE ? [] : [version, ...before];
}

/**
 * The way back from a version that somebody goes back to: what was left is not on it, so that who goes back again does not come
 * forward. A version that is on no way back is one that somebody goes forward to again.
 */
export function back(version: string, current: CurrentFlow): WayBack {
  if (version === FILE) return [];
  const at = current.before.indexOf(version);
  return at >= 0 ? current.before.slice(at + 1) : forward(current);
}
