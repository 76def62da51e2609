import { CANCELLED_BY_APP, type CallFailure, failureResult } from './call-failures.ts';
import { emit } from './callbacks.ts';
import type { ResultInformation } from './cloud-event.ts';
import { endCall } from './ending.ts';
import type { Call, PhoneRecord } from './entities.ts';
import { strikes } from './faults.ts';
import { wireIdentifier } from './formatters.ts';
import type { Identifier } from './identifiers.ts';
import { addCallee, type Callee } from './invitations.ts';
import { leave } from './leaving.ts';
import { ENDED_BY_API, type End, endPhone, talkTogether } from './phones.ts';
import { RINGS_MS, ring } from './rung-phones.ts';
import type { World } from './world.ts';

/** Somebody who is being handed over to somebody else, whose phone rings. */
export interface Transfer {
  target: Identifier;
  /** The phone of the target. */
  phoneId: string;
  transferee: Identifier;
  transfereePhoneId: string;
  /** The transferee has left: nothing is to come of this any more. */
  giveUp(): void;
}

/** What the events of a transfer carry. */
interface TransferTerms extends Callee {
  transferee: Identifier;
  transfereePhone: PhoneRecord;
  operationContext?: string | undefined;
  callbackUri?: string | undefined;
}

/** The app has left a call of two by handing the other one over. */
const HANDED_OVER: End = { code: 200, subCode: 7015 };

/** Who was to be handed over is not in the call any more. With which code is not published (ACS protocol reference, section 17). */
const TRANSFEREE_GONE: CallFailure = {
  code: 404,
  subCode: 8522,
  sip: 487,
  message: 'The transferee is not in the call any more.',
};

/**
 * Hands somebody over: the phone of the target rings, at most for 60 s. `CallTransferAccepted`, and the two talk without an app;
 * or `CallTransferFailed`, and the call is as it was, unless a fault ends it. When nobody else is left the app is out.
 */
export function transfer(world: World, call: Call, terms: TransferTerms): void {
  const { identifier: target, transferee, transfereePhone } = terms;
  const phone = addCallee(world, call, terms);
  call.transfer = {
    target,
    phoneId: phone.id,
    transferee,
    transfereePhoneId: transfereePhone.id,
    giveUp: () => fail(TRANSFEREE_GONE, CANCELLED_BY_APP),
  };

  function accepted(): void {
    delete call.transfer;
    leave(world, call, transfereePhone, {
      part: () => talkTogether(world, [transfereePhone, phone]),
      last: HANDED_OVER,
      tell() {
        const names = {
          transferTarget: wireIdentifier(target),
          transferee: wireIdentifier(transferee),
        };
        tell('CallTransferAccepted', { code: 200, subCode: 0, message: '' }, names);
      },
    });
  }

  function fail(failure: CallFailure, end: End): void {
    const { sipDetails = true } = world.faults;
    delete call.transfer;
    endPhone(world, phone, end);
    tell('CallTransferFailed', failureResult(failure, sipDetails));
  }

  function refused({ app }: { app: CallFailure }): void {
    fail(app, app);
    if (strikes(world.faults.transferFailureEndsCall)) endCall(world, call, ENDED_BY_API);
  }

  function tell(type: string, result: ResultInformation, data: object = {}): void {
    const { operationContext, callbackUri } = terms;
    emit(world, call, { type, operationContext, callbackUri, result, data });
  }

  ring(world, phone, { pickedUp: accepted, refused }, RINGS_MS);
}
