import * as z from 'zod';
import { OPERATION_NAMES } from './operations.ts';

const times = z.int().min(1).optional();

/** What a request to hold or unhold may come to: `HoldFailed` with that subcode, or nothing at all. */
const holding = z
  .union([
    z.strictObject({ fail: z.int().min(1), times }),
    z.strictObject({ never: z.literal(true), times }),
  ])
  .optional();

/**
 * The faults of the control door. `copies` counts all deliveries of an event (2: it comes twice); `lose` is true for
 * every event, or a chance from 0 to 1; `times` says how often a fault strikes before it is used up (default: always): for
 * `callbacks` how many events it is looked at for. `sendTones` fails with 500 and that subcode; `toneFailed` ends continuous
 * recognition right after its start; `hold` and `unhold` fail with that subcode, or never happen; `successAfterDecline` tells
 * that somebody has joined after telling that they declined; `transferFailureEndsCall` ends the call after a failed transfer;
 * `rotateKeys` signs the tokens of callbacks with another key from now on, which is published beside the one before.
 *
 * The rest are switches for what is not published or documented in two ways (ACS protocol reference, section 17):
 * `interToneTimeoutAs` (completed) and `tonesOn8532` (true) for a late key; `stopToneIncluded` (false) in the result of a
 * recognition; `sequenceBase` (0) and `sequenceReset` at every start (true) of continuous recognition, and whether
 * cancelling all media ends that too (`cancelAllStopsTones`, false); `sipDetails` (true) of a call that failed. Of calls of
 * three and more: whether a phone on hold hears what plays (`heldHearsPlay`, false) and its keys arrive (`heldTones`, true);
 * whether the keys of one who leaves are told to be followed no more (`stoppedOnLeave`, true); whether the call ends when
 * only one phone is left (`lastOneEndsCall`, false); whether one of three can be handed over (`transferee`, true); whether
 * every participant has a sub leg of their own (`subLegPerParticipant`, false).
 */
export const faultsSchema = z.strictObject({
  seed: z.int().optional(),
  incomingCall: z
    .strictObject({
      copies: z.int().min(1).max(10).optional(),
      delaySeconds: z.number().min(0).max(3600).optional(),
      eventAgeSeconds: z.number().min(0).max(86_400).optional(),
    })
    .optional(),
  callbacks: z
    .strictObject({
      types: z.array(z.string()).min(1).optional(),
      copies: z.int().min(1).max(10).optional(),
      delayMs: z.number().min(0).max(600_000).optional(),
      lose: z.union([z.boolean(), z.number().min(0).max(1)]).optional(),
      reorder: z.boolean().optional(),
      batch: z.int().min(2).max(100).optional(),
      beforeResponse: z.boolean().optional(),
      times,
    })
    .optional(),
  token: z.enum(['none', 'expired', 'audience', 'issuer', 'key', 'alg-none']).optional(),
  rotateKeys: z.boolean().optional(),
  play: z
    .strictObject({
      fail: z.union([z.literal(8535), z.literal(8536), z.literal(8565), z.literal(8511)]),
      times,
    })
    .optional(),
  sendTones: z.strictObject({ fail: z.int().min(1), times }).optional(),
  api: z
    .array(
      z.strictObject({
        operation: z.enum(OPERATION_NAMES),
        status: z.int().min(400).max(599),
        code: z.union([z.string(), z.int()]).transform(String),
        retryAfterSeconds: z.number().min(0).optional(),
        times,
      }),
    )
    .optional(),
  sipDetails: z.boolean().optional(),
  interToneTimeoutAs: z.enum(['completed', 'failed']).optional(),
  tonesOn8532: z.boolean().optional(),
  stopToneIncluded: z.boolean().optional(),
  sequenceBase: z.union([z.literal(0), z.literal(1)]).optional(),
  sequenceReset: z.boolean().optional(),
  cancelAllStopsTones: z.boolean().optional(),
  toneFailed: z.strictObject({ times }).optional(),
  hold: holding,
  unhold: holding,
  heldHearsPlay: z.boolean().optional(),
  heldTones: z.boolean().optional(),
  successAfterDecline: z.strictObject({ times }).optional(),
  stoppedOnLeave: z.boolean().optional(),
  lastOneEndsCall: z.boolean().optional(),
  transferee: z.boolean().optional(),
  transferFailureEndsCall: z.strictObject({ times }).optional(),
  subLegPerParticipant: z.boolean().optional(),
});

export type Faults = z.infer<typeof faultsSchema>;

/** Whether a fault that may be limited strikes now; if so, one of its times is used up. */
export function strikes(fault: { times?: number | undefined } | undefined): boolean {
  if (!fault || fault.times === 0) return false;
  if (fault.times !== undefined) fault.times -= 1;
  return true;
}
