import { emit } from './callbacks.ts';
import type { Call, Participant, PhoneRecord } from './entities.ts';
import { type Faults, strikes } from './faults.ts';
import { tune } from './media/legs.ts';
import { play } from './media/playback.ts';
import { loadSounds, type Source } from './media/sounds.ts';
import { tellParticipants } from './roster.ts';
import { soon } from './soon.ts';
import type { World } from './world.ts';

/** One phone on hold, from the request on. */
export interface Hold {
  phoneId: string;
  /** What it hears meanwhile, again and again. */
  source?: Source | undefined;
  /** Ends the music. */
  stop(): void;
}

/** What the events of a request to hold or unhold carry. */
interface HoldRequest {
  operationContext?: string | undefined;
  callbackUri?: string | undefined;
}

/**
 * Puts a phone on hold, as soon as what it is to hear is there: the roster says so, or `HoldFailed` (ACS protocol reference,
 * section 5). Who is on hold already stays so, and hears what they hear.
 */
export function holdPhone(
  world: World,
  call: Call,
  phone: PhoneRecord,
  request: HoldRequest & { source?: Source | undefined },
): void {
  if (call.holds.some(({ phoneId }) => phoneId === phone.id)) return;
  const { source } = request;
  const hold: Hold = { phoneId: phone.id, source, stop() {} };
  call.holds.push(hold);
  // Behind a function, as it may have ended during an await.
  const isOver = () => !call.holds.includes(hold);

  soon(world, call, async () => {
    if (isOver()) return;
    if (preventedBy(world, call, world.faults.hold, request)) {
      stopHold(call, phone.id);
      return;
    }
    const sounds = await loadSounds(world, source ? [source] : []);
    if (isOver()) return;
    if (!Array.isArray(sounds)) {
      stopHold(call, phone.id);
      tellFailed(world, call, request, sounds);
      return;
    }
    setOnHold(world, call, phone, true);
    const audience = () => [phone];
    hold.stop = play(world, sounds, { audience, loop: true, onEnd() {} }).stop;
  });
}

/** Ends a hold; without a word when there is none. */
export function unholdPhone(
  world: World,
  call: Call,
  phone: PhoneRecord,
  request: HoldRequest,
): void {
  if (!call.holds.some(({ phoneId }) => phoneId === phone.id)) return;
  if (preventedBy(world, call, world.faults.unhold, request)) return;
  stopHold(call, phone.id);
  if (participantOf(call, phone)?.isOnHold) setOnHold(world, call, phone, false);
}

/** Ends the hold of one who leaves, without a word. */
export function stopHold(call: Call, phoneId: string): void {
  const at = call.holds.findIndex((hold) => hold.phoneId === phoneId);
  const [stopped] = at >= 0 ? call.holds.splice(at, 1) : [];
  stopped?.stop();
}

function participantOf(call: Call, phone: PhoneRecord): Participant | undefined {
  return call.participants.find(({ phoneId }) => phoneId === phone.id);
}

function setOnHold(world: World, call: Call, phone: PhoneRecord, isOnHold: boolean): void {
  const participant = participantOf(call, phone);
  if (participant) participant.isOnHold = isOnHold;
  phone.state = isOnHold ? 'on-hold' : 'talking';
  world.phoneChanged(phone);
  tune(call);
  tellParticipants(world, call);
}

/** Whether a fault keeps this from happening; the app is told, or never is. */
function preventedBy(
  world: World,
  call: Call,
  fault: Faults['hold'],
  request: HoldRequest,
): boolean {
  if (!fault || !strikes(fault)) return false;
  if ('fail' in fault) {
    const why = { code: 400, subCode: fault.fail, message: 'Action failed.' };
    tellFailed(world, call, request, why);
  }
  return true;
}

function tellFailed(
  world: World,
  call: Call,
  { operationContext, callbackUri }: HoldRequest,
  { code, subCode, message }: { code: number; subCode: number; message: string },
): void {
  const result = { code, subCode, message };
  emit(world, call, { type: 'HoldFailed', operationContext, callbackUri, result });
}
