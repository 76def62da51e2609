import * as z from 'zod';
import { TONE_NAMES } from '../tones.ts';
import { identifier, operation, playSource } from './wire-parts.ts';

const incomingCallContext = z.string().min(1);

/** Bodies of section 6, as far as the emulator acts on them; what else they hold is accepted and ignored. */
export const answerSchema = z.object({
  incomingCallContext,
  callbackUri: z.string(),
  operationContext: z.string().optional(),
  answeredBy: z.object({ id: z.string() }).optional(),
  mediaStreamingOptions: z.unknown().optional(),
  transcriptionOptions: z.unknown().optional(),
});

export const createCallSchema = z.object({
  targets: z.array(identifier).min(1),
  callbackUri: z.string(),
  sourceCallerIdNumber: z.object({ value: z.string() }).optional(),
  sourceDisplayName: z.string().optional(),
  source: z.object({ id: z.string() }).optional(),
  operationContext: z.string().optional(),
  mediaStreamingOptions: z.unknown().optional(),
  transcriptionOptions: z.unknown().optional(),
});

export const rejectSchema = z.object({
  incomingCallContext,
  callRejectReason: z.enum(['none', 'busy', 'forbidden']).default('none'),
});

export const redirectSchema = z.object({ incomingCallContext, target: identifier });

export const playSchema = z.object({
  playSources: z.array(playSource).min(1),
  playTo: z.array(identifier).default([]),
  interruptCallMediaOperation: z.boolean().default(false),
  playOptions: z.object({ loop: z.boolean() }).optional(),
  ...operation,
});

export const continuousSchema = z.object({ targetParticipant: identifier, ...operation });

/** At most 18 tones, for a phone number only (section 6). */
export const sendTonesSchema = z.object({
  tones: z.array(z.enum(TONE_NAMES)).min(1).max(18),
  targetParticipant: identifier,
  ...operation,
});

export const recognizeTypeSchema = z.object({
  recognizeInputType: z.enum(['dtmf', 'speech', 'speechOrDtmf', 'choices']),
});

const prompts = {
  playPrompt: playSource.optional(),
  playPrompts: z.array(playSource).optional(),
  interruptCallMediaOperation: z.boolean().default(true),
};

const recognizeOptions = {
  targetParticipant: identifier,
  interruptPrompt: z.boolean().default(true),
};

/** Ranges and defaults as documented (section 6): the SDK checks none of them. Speech is not built. */
export const recognizeSchema = z.discriminatedUnion('recognizeInputType', [
  z.object({
    recognizeInputType: z.literal('dtmf'),
    recognizeOptions: z.object({
      ...recognizeOptions,
      initialSilenceTimeoutInSeconds: z.int().min(0).max(300).default(5),
      dtmfOptions: z.object({
        interToneTimeoutInSeconds: z.int().min(1).max(60).default(2),
        maxTonesToCollect: z.int().min(1),
        stopTones: z.array(z.enum(TONE_NAMES)).default([]),
      }),
    }),
    ...prompts,
    ...operation,
  }),
  z.object({
    recognizeInputType: z.literal('choices'),
    recognizeOptions: z.object({
      ...recognizeOptions,
      initialSilenceTimeoutInSeconds: z.int().min(0).max(20).default(5),
      choices: z
        .array(
          z.object({
            label: z.string().min(1),
            phrases: z.array(z.string()),
            tone: z.enum(TONE_NAMES).optional(),
          }),
        )
        .min(1),
    }),
    ...prompts,
    ...operation,
  }),
]);

export type RecognizeBody = z.infer<typeof recognizeSchema>;
