import { type CurrentFlow, FILE } from '../adapters/flow-entities.ts';

/** What the API tells of the current flow; `previous` is where going back leads, absent where there is nothing to go back to. */
export function currentView({ version, set, before }: CurrentFlow) {
  const previous = version === FILE ? undefined : (before[0] ?? FILE);
  return { version, setBy: set?.by, setAt: set?.at, previous };
}

/** Who made the flow current, in words. */
export function currentWords({ version, set }: CurrentFlow): string {
  const what = version === FILE ? 'The flow that was deployed' : `Version ${version}`;
  return set ? `${what} is current, since ${set.at} by ${set.by}.` : `${what} is current.`;
}
