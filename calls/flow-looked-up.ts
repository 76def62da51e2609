import { type Draft, type DraftStep, isRecord } from './flow-draft.ts';

/** All lookups of a flow. */
export function lookupsOf({ steps }: Draft): DraftStep[] {
  return steps.filter(({ kind }) => kind === 'lookup');
}

/** The names under which a lookup keeps values, as far as they can be read. */
export function namesOf({ body }: DraftStep): string[] {
  return isRecord(body.keep) ? Object.keys(body.keep) : [];
}
