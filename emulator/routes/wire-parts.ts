import * as z from 'zod';
import type { CustomContext } from '../entities.ts';
import type { Identifier } from '../identifiers.ts';
import type { Source } from '../media/sounds.ts';

/** An identifier, with `kind` or without: then its sub-object tells (ACS protocol reference, section 4). */
export const identifier = z
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

/** What to play; at most 4000 characters as text, more is for SSML (ACS protocol reference, section 14). */
export const playSource = z
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

const headers = z.record(z.string(), z.string()).default({});

/** What is to come along with a ring; nothing when it is empty, as the SDK sends it in any case. */
export const customCallingContext = z
  .object({ sipHeaders: headers, voipHeaders: headers })
  .transform((wire): CustomContext | undefined => {
    const { sipHeaders, voipHeaders } = wire;
    const empty = Object.keys({ ...sipHeaders, ...voipHeaders }).length === 0;
    return empty ? undefined : { sipHeaders, voipHeaders };
  })
  .optional();

/** What every operation with events of its own may say about them. */
export const operation = {
  operationContext: z.string().optional(),
  operationCallbackUri: z.string().optional(),
};
