import type { PhoneRecord } from './entities.ts';
import { forgetOld } from './store.ts';
import type { World } from './world.ts';

/** How a phone's call ended, in the codes of the service (ACS protocol reference, section 10). */
export interface End {
  code: number;
  subCode: number;
}

/** The caller gave up before anyone answered. */
export const CANCELLED: End = { code: 487, subCode: 0 };
/** A person hung up an answered call. */
export const HUNG_UP: End = { code: 200, subCode: 540000 };
/** The app hung up. */
export const ENDED_BY_API: End = { code: 200, subCode: 7000 };
/** Refused by an app, or declined by a person. */
export const REFUSED: End = { code: 403, subCode: 560403 };
export const BUSY: End = { code: 486, subCode: 560486 };

/** An app removed this phone from its call. */
export const REMOVED: End = { code: 200, subCode: 5000 };
/** Everybody else has left. */
export const ONLY_ONE_LEFT: End = { code: 200, subCode: 5010 };

/** A new phone, ringing. */
export function addPhone(
  world: World,
  phone: Pick<PhoneRecord, 'number' | 'other' | 'direction' | 'customContext' | 'callConnectionId'>,
): PhoneRecord {
  world.store.phoneCount += 1;
  const record: PhoneRecord = {
    id: `phone-${world.store.phoneCount}`,
    ...phone,
    state: 'ringing',
    hearing: null,
    heard: [],
    pressed: [],
    peerIds: [],
    lastKeyAt: 0,
  };
  world.store.phones.set(record.id, record);
  forgetOld(world.store.phones, ({ state }) => state === 'ended');
  world.phoneChanged(record);
  return record;
}

/** The phone's call is connected; `callConnectionId` when an app is at the other end. */
export function startTalking(world: World, phone: PhoneRecord, callConnectionId?: string): void {
  phone.stopTimer?.();
  delete phone.ring;
  phone.state = 'talking';
  if (callConnectionId) phone.callConnectionId = callConnectionId;
  world.phoneChanged(phone);
}

/** These phones talk to each other from now on, without an app between them. */
export function talkTogether(world: World, phones: PhoneRecord[]): void {
  for (const phone of phones) {
    const others = phones.filter((other) => other !== phone);
    phone.peerIds = others.map(({ id }) => id);
    phone.other = others.map(({ number }) => number).join(', ');
    delete phone.callConnectionId;
    startTalking(world, phone);
  }
}

/** Ends a phone for good, and with it whoever then has nobody left to talk to. */
export function endPhone(world: World, phone: PhoneRecord, end: End): void {
  if (phone.state === 'ended') return;
  phone.stopTimer?.();
  delete phone.ring;
  phone.state = 'ended';
  phone.hearing = null;
  phone.code = end.code;
  phone.subCode = end.subCode;
  for (const [context, ringing] of world.store.ringing) {
    if (ringing.phoneId === phone.id) world.store.ringing.delete(context);
  }
  world.phoneChanged(phone);
  for (const peer of phonesById(world, phone.peerIds)) {
    peer.peerIds = peer.peerIds.filter((id) => id !== phone.id);
    if (peer.peerIds.length === 0) endPhone(world, peer, end);
  }
}

/** The phones of these ids, as far as they are known. */
export function phonesById(world: World, ids: string[]): PhoneRecord[] {
  return ids.flatMap((id) => world.store.phones.get(id) ?? []);
}
