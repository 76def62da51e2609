import type { CallState } from './state.ts';

/** The number at the other end: who called, or whom we called. */
export function otherSide({ call }: CallState): string {
  return call.direction === 'outbound' ? call.to : call.from;
}

/** Our own number on this call. */
export function ourSide({ call }: CallState): string {
  return call.direction === 'outbound' ? call.from : call.to;
}
