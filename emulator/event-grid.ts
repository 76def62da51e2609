import type { Ringing, Subscriber } from './entities.ts';
import { wireIdentifier } from './formatters.ts';
import { rawId } from './identifiers.ts';
import { guid, RESOURCE_ID } from './ids.ts';
import { post } from './outbound.ts';
import { isoNow, type World } from './world.ts';

const TOPIC = `/subscriptions/${RESOURCE_ID}/resourceGroups/emulator/providers/Microsoft.Communication/CommunicationServices/emulator`;

// What the documentation recommends for calls: two attempts, the second after about 10 s (ACS protocol reference, 11.2).
const ATTEMPTS = 2;
const RETRY_MS = 10_000;
const NEVER_RETRIED = [400, 401, 403, 413];
const HANDSHAKE_EVERY_MS = 1000;

/** Makes `url` the one subscriber, and repeats the validation handshake every second until it succeeds. */
export function subscribe(world: World, url: string, header: Record<string, string>): void {
  const subscriber: Subscriber = {
    url,
    header,
    validated: false,
    validationCode: guid(world.random),
  };
  world.store.subscriber = subscriber;
  let attempt = 0;
  const shake = async () => {
    if (world.closed || world.store.subscriber !== subscriber || subscriber.validated) return;
    attempt += 1;
    if (await handshake(world, subscriber, attempt)) validated(world, subscriber);
    else world.clock.after(HANDSHAKE_EVERY_MS, shake);
  };
  world.clock.after(0, shake);
}

/** Notes that a subscriber has proved itself, by its answer or by visiting the validation URL. */
export function validated(world: World, subscriber: Subscriber): void {
  subscriber.validated = true;
  world.subscriberChanged();
}

/** One exchange (ACS protocol reference, section 11.3): 200 with the code succeeds, 202 does not. */
async function handshake(world: World, to: Subscriber, attempt: number): Promise<boolean> {
  const event = envelope(world, {
    subject: '',
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    data: {
      validationCode: to.validationCode,
      validationUrl: `${world.endpoint}/_sim/subscribers/validate/${to.validationCode}`,
    },
    eventTime: wireTime(isoNow(world)),
  });
  const { status, text } = await post(world, {
    kind: 'event-grid',
    url: to.url,
    headers: { ...to.header, 'aeg-event-type': 'SubscriptionValidation' },
    attempt,
    events: [event],
  });
  return status === 200 && validationResponse(text) === to.validationCode;
}

function validationResponse(text: string): unknown {
  try {
    return JSON.parse(text)?.validationResponse;
  } catch {
    return undefined;
  }
}

/** Sends `IncomingCall` to the subscriber: at least once, `incomingCall` faults included. */
export function announce(world: World, ringing: Ringing): void {
  const subscriber = world.store.subscriber;
  if (!subscriber) return;
  const faults = world.faults.incomingCall ?? {};
  const age = (faults.eventAgeSeconds ?? 0) * 1000;
  const event = incomingCall(world, ringing, world.clock.now() - age);
  const first = ringing.random.integer(1, 3) + (faults.delaySeconds ?? 0) * 1000;
  for (let copy = 0; copy < (faults.copies ?? 1); copy += 1) {
    world.clock.after(first + copy, () => attemptDelivery(world, subscriber, event, 1));
  }
}

async function attemptDelivery(
  world: World,
  to: Subscriber,
  event: object,
  attempt: number,
): Promise<void> {
  if (world.closed) return;
  const { status } = await post(world, {
    kind: 'event-grid',
    url: to.url,
    headers: { ...to.header, 'aeg-event-type': 'Notification' },
    attempt,
    events: [event],
  });
  const taken = status >= 200 && status <= 204;
  if (taken || NEVER_RETRIED.includes(status) || attempt >= ATTEMPTS) return;
  world.clock.after(RETRY_MS, () => attemptDelivery(world, to, event, attempt + 1));
}

/** The event as observed for a plain call from the telephone network (ACS protocol reference, section 11.1). */
function incomingCall(world: World, ringing: Ringing, at: number): object {
  const { from, to, serverCallId, correlationId, context, customContext, random } = ringing;
  const data = {
    to: wireIdentifier(to),
    from: wireIdentifier(from),
    serverCallId,
    callerDisplayName: '',
    ...(customContext ? { customContext } : {}),
    incomingCallContext: context,
    correlationId,
  };
  return {
    ...envelope(world, {
      subject: `/caller/${rawId(from)}/recipient/${rawId(to)}`,
      eventType: 'Microsoft.Communication.IncomingCall',
      data,
      eventTime: wireTime(new Date(at).toISOString()),
    }),
    id: guid(random),
  };
}

function envelope(
  world: World,
  event: { subject: string; eventType: string; data: object; eventTime: string },
): object {
  return {
    id: guid(world.random),
    topic: TOPIC,
    ...event,
    dataVersion: '1.0',
    metadataVersion: '1',
  };
}

/** Event Grid writes 7 fraction digits. */
function wireTime(iso: string): string {
  return iso.replace('Z', '0000Z');
}
