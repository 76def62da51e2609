import { faultyCallbacks } from './flow-callbacks.ts';
import { endlessCircles } from './flow-circles.ts';
import type { Draft, Fault } from './flow-draft.ts';
import { faultyEntries } from './flow-entries.ts';
import { faultyEscalations } from './flow-escalations.ts';
import { faultyHours } from './flow-hours.ts';
import { faultyKeys } from './flow-keys.ts';
import { faultyLookups } from './flow-lookups.ts';
import { faultyMatches } from './flow-matches.ts';
import { unevenBargeIns } from './flow-prompts.ts';
import { faultyQueues } from './flow-queues.ts';
import { faultyRecordings } from './flow-recordings.ts';
import { faultySecrets } from './flow-secrets.ts';
import { missingTargets, unreachableSteps } from './flow-targets.ts';
import { faultyTexts } from './flow-texts.ts';
import { uncollectedNames } from './flow-ways.ts';

const RULES = [
  missingTargets,
  unreachableSteps,
  endlessCircles,
  faultyEntries,
  faultyKeys,
  faultyMatches,
  faultySecrets,
  faultyEscalations,
  faultyHours,
  faultyLookups,
  faultyQueues,
  faultyCallbacks,
  faultyRecordings,
  unevenBargeIns,
  faultyTexts,
  uncollectedNames,
];

/** What no schema can state of a flow: every mistake against it that can be seen in `draft`. */
export function brokenRules(draft: Draft): Fault[] {
  return RULES.flatMap((rule) => rule(draft));
}
