/**
 * What a question came to, as the flow sees it. `operator` and `hung-up` complete the list of design; the others are what one
 * recognition of ACS can mean (`recognition.ts`).
 */
export type GatherResult =
  | 'complete'
  | 'terminated'
  | 'partial'
  | 'no-input'
  | 'no-match'
  | 'cancelled'
  | 'failed'
  | 'hung-up'
  | 'operator';
