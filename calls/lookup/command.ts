import type { OperationContext } from '../commands.ts';

/** Asks a back end, beside the call. Its answer comes as `LookupAnswered`. */
export interface StartLookup {
  type: 'startLookup';
  operationContext: OperationContext;
  /** Counts the lookups of the call, from 1. */
  lookup: number;
  /** Name of an endpoint of the setting `LOOKUPS`. */
  endpoint: string;
  /** What goes along, by name. */
  send: Record<string, string>;
  /** JSON pointers into the answer, by the name that a value is kept under. */
  keep: Record<string, string>;
  /** By JSON pointer: which value leads to which step. */
  when: Record<string, Record<string, string>>;
}
