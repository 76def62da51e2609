import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { CallAutomationClientOptions } from '@azure/communication-call-automation';
import type { Origin } from '../calls/ports.ts';

type Additional = NonNullable<CallAutomationClientOptions['additionalPolicies']>[number];

/** Which command the request under way belongs to; the SDK has no argument for it. */
const originOfRequest = new AsyncLocalStorage<Origin>();

/** Runs `send` so that its request carries the repeatability ids of `origin`. */
export function sendAs<T>(origin: Origin, send: () => Promise<T>): Promise<T> {
  return originOfRequest.run(origin, send);
}

/**
 * Where the SDK sends repeatability headers, replaces its random ones by those of the command: so that the same command is
 * the same request however often an activity runs (ACS protocol reference, section 13).
 */
export const repeatability: Additional = {
  position: 'perCall',
  policy: {
    name: 'switchboardRepeatability',
    sendRequest(request, next) {
      const origin = originOfRequest.getStore();
      if (origin && request.headers.has('Repeatability-Request-ID')) {
        request.headers.set('Repeatability-Request-ID', requestId(origin));
        request.headers.set('Repeatability-First-Sent', new Date(origin.at).toUTCString());
      }
      return next(request);
    },
  },
};

/** Gives every request at most `ms` milliseconds of real time: half of the SDK's methods ignore their own time-out (section 13). */
export function timeout(ms: number): Additional {
  return {
    position: 'perCall',
    policy: {
      name: 'switchboardTimeout',
      sendRequest(request, next) {
        request.timeout = ms;
        return next(request);
      },
    },
  };
}

/** A UUID in the shape of version 4 that follows from the call, the turn and the index of a command. */
export function requestId({ callId, turn, index }: Origin): string {
  const hash = createHash('sha256').update(`${callId} ${turn}.${index}`).digest();
  hash[6] = 0x40 | (hash.readUInt8(6) & 0x0f); // version 4
  hash[8] = 0x80 | (hash.readUInt8(8) & 0x3f); // RFC 9562 variant
  const hex = hash.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20, 32)].join('-');
}
