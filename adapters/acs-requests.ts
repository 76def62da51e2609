import type { Sent } from '../calls/commands.ts';
import type { Log, Origin } from '../calls/ports.ts';
import { sendAs } from './acs-policies.ts';
import { isWorthRepeating, refusalOf, retryAfterMs } from './acs-refusal.ts';

/** Time as the adapter needs it: milliseconds since 1970, and a wait in milliseconds. */
export interface Waiting {
  now(): number;
  wait(ms: number): Promise<void>;
}

/** One request to ACS on behalf of a command. */
export interface AcsRequest {
  command: string;
  origin: Origin;
  send(): Promise<Omit<Extract<Sent, { ok: true }>, 'ok'> | undefined>;
  /** Whether the request may be sent a second time: call control only, which honours repeatability ids and can wait. */
  isRepeatable: boolean;
  /** A credential in the request, to be kept out of what is told about it. */
  secret?: string;
}

/** Sends one request; never throws for what ACS answers, or does not. */
export type Deliver = (request: AcsRequest) => Promise<Sent>;

/** Milliseconds before the one repeat, unless the service names a time; and the most we wait then. */
const REPEAT_AFTER = 200;
const LONGEST_REPEAT_AFTER = 2_000;

/** Sends requests; what ACS refuses comes back as a value and as a line of log. */
export function acsRequests(clock: Waiting, log: Log): Deliver {
  return async (request) => {
    try {
      return await send(request);
    } catch (error) {
      const refused = refusalOf(error, request.secret);
      if (!request.isRepeatable || !isWorthRepeating(refused)) return told(request, refused);
      await clock.wait(Math.min(retryAfterMs(error) ?? REPEAT_AFTER, LONGEST_REPEAT_AFTER));
    }
    try {
      return await send(request);
    } catch (error) {
      return told(request, refusalOf(error, request.secret));
    }
  };

  function told(request: AcsRequest, refused: Extract<Sent, { ok: false }>): Sent {
    const { code, subCode } = refused;
    const { callId, turn, index } = request.origin;
    // 404/8522: the call ended while the request was on its way, which is nobody's fault
    const level = code === 404 && subCode === 8522 ? 'info' : 'warn';
    log(level, 'refused', { callId, turn, index, command: request.command, code, subCode });
    return refused;
  }
}

async function send(request: AcsRequest): Promise<Sent> {
  return { ok: true, ...(await sendAs(request.origin, request.send)) };
}
