import {
  CallAutomationClient,
  type CallAutomationClientOptions,
} from '@azure/communication-call-automation';
import { repeatability, timeout } from './acs-policies.ts';
import type { Access } from './config.ts';
import { ownIdentity } from './identity.ts';

/**
 * The official client with its own retries off: it would repeat requests that have no repeatability (ACS protocol reference,
 * section 13). `timeoutMs` is real time, for each request.
 *
 * Throws for a connection string that the SDK refuses, without repeating it: the SDK's own message holds the key (section 2).
 */
export function acsClient(access: Access, timeoutMs: number): CallAutomationClient {
  const options: CallAutomationClientOptions = {
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [repeatability, timeout(timeoutMs)],
  };
  if ('endpoint' in access)
    return new CallAutomationClient(access.endpoint, ownIdentity(), options);
  const isHttp = /^endpoint=http:/i.test(access.connectionString); // the emulator
  try {
    return new CallAutomationClient(access.connectionString, {
      ...options,
      allowInsecureConnection: isHttp,
    });
  } catch {
    throw new Error(
      'ACS_CONNECTION_STRING cannot be used. Set it to endpoint=https://<resource>.communication.azure.com/;accesskey=<key>.',
    );
  }
}
