import * as z from 'zod';
import type { EntryChecks } from '../calls/commands.ts';
import type { CallEvent, MediaEvent, RecognizeCompleted, SealedEntry } from '../calls/events.ts';
import { matches } from '../calls/matching.ts';
import { heard } from '../calls/recognition.ts';
import { type ParsedCallbacks, parseCallbacks } from './acs-events.ts';
import type { Seal } from './seal.ts';

import { tonesIn } from './sealed-tones.ts';

/** What the keys of a secret entry are sealed with, and for whom. */
export interface Sealing {
  callId: string;
  checks: EntryChecks;
  seal: Seal;
}

/** Digits that may be told of a longer entry, never the better half of a short one. */
const LAST = 4;

/** All that is taken from an event with keys: the rest may hold them as well. */
const facts = z
  .object({
    callConnectionId: z.string(),
    operationContext: z.string().nullish(),
    resultInformation: z
      .object({ code: z.number().nullish(), subCode: z.number().nullish() })
      .nullish()
      .catch(undefined),
  })
  .catch({ callConnectionId: '' });

/** An event as far as sealing looks at it; `message` of its result is free text of the service and goes. */
const envelope = z.looseObject({
  id: z.string().min(1),
  type: z.string().min(1),
  data: z.unknown(),
});

/**
 * The events of a callback request for a secret entry. Keys are sealed wherever they are, whatever the type of the event: what
 * comes out holds `sealed` in their place, and an event that has no business with keys comes out as `Other`. `at` is when we
 * received them, ISO 8601 UTC. The `reason` of a refusal is the place of the mistake only: it quotes nothing.
 */
export async function sealCallbacks(
  body: unknown,
  at: string,
  sealing: Sealing,
): Promise<ParsedCallbacks> {
  const elements = Array.isArray(body) ? body : [body];
  if (elements.length === 0) return { ok: false, reason: 'the body holds no event' };
  const events: CallEvent[] = [];
  for (const [index, element] of elements.entries()) {
    const parsed = envelope.safeParse(element);
    const event = parsed.success ? await sealedEvent(parsed.data, at, sealing) : undefined;
    if (!event) return { ok: false, reason: `event ${index} cannot be read` };
    events.push(event);
  }
  return { ok: true, events };
}

type Envelope = z.output<typeof envelope>;

async function sealedEvent(
  element: Envelope,
  at: string,
  sealing: Sealing,
): Promise<CallEvent | undefined> {
  const { id, type } = element;
  const keys = tonesIn(element);
  if (!keys) return parsedEvent({ id, type, data: withoutMessage(element.data) }, at);
  const event = parsedEvent({ id, type, data: facts.parse(element.data) }, at);
  switch (event?.type) {
    case 'RecognizeCompleted':
    case 'RecognizeFailed':
    case 'RecognizeCanceled':
      return sealedKeys(event, keys, sealing);
    default: {
      const { callConnectionId } = facts.parse(element.data);
      return { type: 'Other', id, at, callConnectionId, acsType: nameOf(type) };
    }
  }
}

async function sealedKeys(
  event: RecognizeCompleted | MediaEvent,
  keys: string,
  { callId, checks, seal }: Sealing,
): Promise<CallEvent> {
  const completed = event.type === 'RecognizeCompleted';
  const digits = completed ? heard({ ...event, digits: keys }, checks.stopTones).digits : keys;
  const isGood = matches(checks, digits);
  const sealed: SealedEntry = {
    jwe: await seal.seal(callId, digits),
    length: digits.length,
    matches: isGood,
    ...(checks.lastFour && isGood && digits.length >= 2 * LAST
      ? { lastFour: digits.slice(-LAST) }
      : {}),
  };
  return completed ? { ...event, digits: '', sealed } : { ...event, sealed };
}

function parsedEvent(element: unknown, at: string): CallEvent | undefined {
  const parsed = parseCallbacks(element, at);
  return parsed.ok ? parsed.events[0] : undefined;
}

function withoutMessage(data: unknown): unknown {
  const result = z.looseObject({ resultInformation: z.looseObject({}) }).safeParse(data);
  if (!result.success) return data;
  const { message: _, ...resultInformation } = result.data.resultInformation;
  return { ...result.data, resultInformation };
}

/** An event type in one word; one of a form of its own might say anything. */
function nameOf(type: string): string {
  return /^(?:[\w-]+\.)*([A-Za-z]{1,80})$/.exec(type)?.[1] ?? 'Unknown';
}
