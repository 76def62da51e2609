import type { Waiting } from '../adapters/acs-requests.ts';

/** What a host may supply to the app beside `@azure/functions-core`: a clock of its own, and a place for the log. */
export interface HostSupplies {
  clock: Waiting;
  log?: ((line: string) => void) | undefined;
}

const SUPPLIES = Symbol.for('switchboard.host');

type Global = { [SUPPLIES]?: HostSupplies };

/** Supplies `given` to the app that is loaded next. The laptop's host does, so that the very file that Azure runs has its time. */
export function supply(given: HostSupplies): void {
  (globalThis as Global)[SUPPLIES] = given;
}

/** What the host supplies; nothing under the Functions host of Azure and Core Tools. */
export function supplied(): HostSupplies | undefined {
  return (globalThis as Global)[SUPPLIES];
}
