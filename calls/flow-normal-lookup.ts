import type { LookupStep } from './flow.ts';
import { plainText } from './flow-normal-people.ts';
import type { AuthoredStep } from './flow-schema.ts';
import type { AuthoredText } from './flow-schema-parts.ts';

type AuthoredLookup = Extract<AuthoredStep, { waiting: AuthoredText }>;

/** A lookup as the reducer reads it. */
export function normalLookup({ waiting, sorry, ...rest }: AuthoredLookup): LookupStep {
  const { say, keys } = sorry;
  return {
    kind: 'lookup',
    ...rest,
    waiting: plainText(waiting),
    sorry: { say: plainText(say), keys },
  };
}
