import { CallAutomationClient, type CallConnection } from '@azure/communication-call-automation';
import type { EmulatorOptions } from '../../../emulator/emulator.ts';
import type { Phone } from '../../../emulator/entities.ts';
import { RESOURCE_ID } from '../../../emulator/ids.ts';
import { type ServedEmulator, serveEmulator } from '../../../emulator/serve.ts';
import { type VirtualClock, virtualClock } from '../../../emulator/virtual-clock.ts';
import { type Receiver, startReceiver } from './receiver.ts';

export const CALLER = '+15550100';
export const LINE = '+15550199';

/** Data of an event, as loosely as a test reads it. */
export interface Event {
  id: string;
  type: string;
  time: string;
  data: {
    operationContext?: string;
    resultInformation?: { code: number; subCode: number; sipDetails?: { code: number } };
    dtmfResult?: { tones: string[] };
    choiceResult?: { label: string; recognizedPhrase: string | null };
    sequenceId?: number;
    tone?: string;
    failedPlaySourceIndex?: number;
    sequenceNumber?: number;
    participants?: { identifier: { rawId: string }; isMuted: boolean; isOnHold: boolean }[];
    participant?: { rawId: string };
    invitationId?: string;
    transferTarget?: { rawId: string };
    transferee?: { rawId: string };
    callConnectionId?: string;
  };
}

/** An emulator under virtual time with the unmodified SDK in front and an app's webhooks behind. */
export interface Line {
  clock: VirtualClock;
  served: ServedEmulator;
  client: CallAutomationClient;
  receiver: Receiver;
  /** The control door. */
  control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  faults(faults: object): Promise<void>;
  /** Sets what a number, or the raw id of an ACS user, does when it is rung. */
  behaves(number: string, behaviour: object): Promise<void>;
  /** Lets time pass: nothing happens otherwise. */
  passes(seconds: number): Promise<void>;
  /** A phone rings the line; gives its id and the context of the IncomingCall. */
  rings(from?: string): Promise<{ id: string; context: string }>;
  /** The same, answered and connected. */
  answered(): Promise<{ id: string; call: CallConnection }>;
  phone(id: string): Phone;
  hangsUp(id: string): Promise<void>;
  presses(id: string, digits: string): Promise<void>;
  /** Events the app was told, in the order they came. */
  events(path?: string): Event[];
  /** Their names, without those of the call's beginning. */
  told(path?: string): string[];
}

export function clientOf(served: ServedEmulator): CallAutomationClient {
  return new CallAutomationClient(served.connectionString, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
}

/** Runs `test` as the one piece of work in progress: time stands still except while it says that time passes. */
export async function onTheLine(
  test: (line: Line) => Promise<void>,
  options: Partial<EmulatorOptions> = {},
): Promise<void> {
  const clock = virtualClock();
  const receiver = await startReceiver();
  const end = clock.begin();
  const served = await serveEmulator({ clock, port: 0, ...options });
  try {
    await test(await subscribed(clock, served, receiver));
  } finally {
    end();
    clock.stop();
    await served.stop();
    await receiver.stop();
  }
}

async function subscribed(
  clock: VirtualClock,
  served: ServedEmulator,
  receiver: Receiver,
): Promise<Line> {
  const line = lineOn(clock, served, receiver);
  await line.control('PUT', 'subscribers', { url: `${receiver.url}/event-grid` });
  await line.passes(0.01);
  return line;
}

function lineOn(clock: VirtualClock, served: ServedEmulator, receiver: Receiver): Line {
  const client = clientOf(served);

  async function control(method: string, path: string, body?: unknown) {
    const response = await fetch(`${served.endpoint}/_sim/${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async function faults(wanted: object): Promise<void> {
    const { status, body } = await control('PUT', 'faults', wanted);
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  async function behaves(number: string, behaviour: object): Promise<void> {
    const path = `numbers/${encodeURIComponent(number)}`;
    const { status, body } = await control('PUT', path, behaviour);
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  const passes = (seconds: number) => clock.wait(seconds * 1000);

  async function rings(from = CALLER) {
    const { id } = (await control('POST', 'calls', { from, to: LINE })).body as { id: string };
    await passes(0.01);
    return { id, context: incomingCalls(receiver).at(-1)?.data.incomingCallContext ?? '' };
  }

  async function answered() {
    const { id, context } = await rings();
    const { callConnection } = await client.answerCall(context, `${receiver.url}/callbacks`);
    await passes(0.02);
    return { id, call: callConnection };
  }

  function phone(id: string): Phone {
    const found = served.emulator.phones.get(id);
    if (!found) throw new Error(`no phone ${id}`);
    return found;
  }

  async function hangsUp(id: string): Promise<void> {
    await control('POST', `phones/${id}/hangUp`);
    await passes(0.02);
  }

  async function presses(id: string, digits: string): Promise<void> {
    const { status, body } = await control('POST', `phones/${id}/press`, { digits });
    if (status !== 202) throw new Error(JSON.stringify(body));
    await passes(0.01);
  }

  function events(path = '/callbacks'): Event[] {
    return receiver.posted
      .filter((one) => one.path === path)
      .flatMap((one) => JSON.parse(one.text));
  }

  function told(path = '/callbacks'): string[] {
    const names = events(path).map(({ type }) => type.replace('Microsoft.Communication.', ''));
    return names.filter((name) => name !== 'CallConnected' && name !== 'ParticipantsUpdated');
  }

  return {
    clock,
    served,
    client,
    receiver,
    control,
    faults,
    behaves,
    passes,
    rings,
    answered,
    phone,
    hangsUp,
    presses,
    events,
    told,
  };
}

/** The rosters that the app was told, oldest first: raw ids of all but the app, and who is muted or on hold. */
export function rosters(line: Line): string[] {
  const updates = line.events().filter(({ type }) => type.endsWith('ParticipantsUpdated'));
  return updates.map(({ data }) =>
    (data.participants ?? [])
      .filter(({ identifier }) => !identifier.rawId.startsWith(`8:acs:${RESOURCE_ID}`))
      .map(({ identifier: { rawId }, isMuted, isOnHold }) =>
        [rawId, isMuted && 'muted', isOnHold && 'on hold'].filter(Boolean).join(' '),
      )
      .join(', '),
  );
}

/** The one event of that name that the app was told, as far as tests look at it. */
export function toldOf(line: Line, name: string, path?: string): object {
  const named = line.events(path).filter(({ type }) => type.endsWith(`.${name}`));
  if (named.length !== 1) throw new Error(`${named.length} events ${name}`);
  const { operationContext, resultInformation, ...data } = named[0]?.data ?? {};
  const { code, subCode, sipDetails } = resultInformation ?? {};
  return { ...data, context: operationContext, code, subCode, sip: sipDetails?.code };
}

/** The IncomingCall events that came, in order. */
export function incomingCalls(receiver: Receiver): {
  id: string;
  subject: string;
  eventTime: string;
  data: Record<string, string>;
}[] {
  return receiver.posted
    .filter((one) => one.headers['aeg-event-type'] === 'Notification')
    .flatMap((one) => JSON.parse(one.text));
}
