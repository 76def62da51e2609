import * as z from 'zod';
import type { Identifier } from '../identifiers.ts';
import type { Source } from '../media/sounds.ts';
import { TONE_NAMES } from '../tones.ts';

/** An identifier, with `kind` or without: then its sub-object tells (ACS protocol reference, section 4). */
const identifier = z
  .object({
    rawId: z.string().optional(),
    phoneNumber: z.object({ value: z.string() }).optional(),
    communicationUser: z.object({ id: z.string() }).optional(),
  })
  .transform((wire, context): Identifier => {
    if (wire.phoneNumber) return { kind: 'phoneNumber', value: wire.phoneNumber.value };
    if (wire.communicationUser) return { kind: 'communicationUser', id: wire.communicationUser.id };
    if (wire.rawId?.startsWith('4:')) return { kind: 'phoneNumber', value: wire.rawId.slice(2) };
    if (wire.rawId?.startsWith('8:acs:')) return { kind: 'communicationUser', id: wire.rawId };
    if (wire.rawId) return { kind: 'unknown', rawId: wire.rawId };
    context.addIssue('it needs phoneNumber, communicationUser or rawId.');
    return z.NEVER;
  });

const webUrl = z.url({ protocol: /^https?$/, error: 'it has to be an http or https URL.' });

/** At most 4000 characters as text; more is for SSML (ACS protocol reference, section 14). */
const playSource = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.object({ text: z.string().max(4000) }) }),
    z.object({ kind: z.literal('ssml'), ssml: z.object({ ssmlText: z.string() }) }),
    z.object({ kind: z.literal('file'), file: z.object({ uri: webUrl }) }),
  ])
  .transform((wire): Source => {
    switch (wire.kind) {
      case 'text':
        return { kind: 'text', content: wire.text.text };
      case 'ssml':
        return { kind: 'ssml', content: wire.ssml.ssmlText };
      case 'file':
        return { kind: 'file', content: wire.file.uri };
    }
  });

const incomingCallContext = z.string().min(1);
const operation = {
  operationContext: z.string().optional(),
  operationCallbackUri: z.string().optional(),
};

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
