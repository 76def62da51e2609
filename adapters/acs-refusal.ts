import * as z from 'zod';
import type { Sent } from '../calls/commands.ts';

type Refused = Extract<Sent, { ok: false }>;

/** What is read of the SDK's errors (ACS protocol reference, section 14). */
const sdkError = z.object({
  name: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  statusCode: z.number().optional().catch(undefined),
  message: z.string().catch(''),
});

/** The texts of a refusal are free and may be long. */
const LONGEST_MESSAGE = 300;

/**
 * What came of a request, from whatever the SDK threw: the HTTP status and the subcode where ACS answered, 408 where it did not
 * answer in time, 503 where it could not be reached, 502 where its answer could not be read (the SDK then throws a string, section 2).
 * `secret` is removed from the message.
 */
export function refusalOf(error: unknown, secret?: string): Refused {
  const { name, code, statusCode, message } = sdkError.parse(
    typeof error === 'string' ? { message: error, statusCode: 502 } : error,
  );
  const subCode = code !== undefined && /^\d+$/.test(code) ? Number(code) : undefined;
  const shown = secret ? message.replaceAll(secret, '…') : message;
  return {
    ok: false,
    code: name === 'AbortError' ? 408 : readable(statusCode),
    ...(subCode === undefined ? {} : { subCode }),
    message: shown.slice(0, LONGEST_MESSAGE),
  };
}

function readable(statusCode: number | undefined): number {
  if (statusCode === undefined) return 503;
  return statusCode >= 400 ? statusCode : 502; // a success that is not the documented one is an error (section 2)
}

/** Whether the same request may get through if it is sent once more. */
export function isWorthRepeating({ code }: Refused): boolean {
  return code === 408 || code === 429 || code >= 500;
}

/** Headers as the SDK hands them over with an error. */
const withHeaders = z.object({
  response: z.object({
    headers: z.custom<{ get(name: string): string | undefined }>(
      (headers) => typeof (headers as { get?: unknown })?.get === 'function',
    ),
  }),
});

/** Milliseconds that the service wants us to wait, if it says so in seconds (`Retry-After`). */
export function retryAfterMs(error: unknown): number | undefined {
  const answered = withHeaders.safeParse(error);
  const seconds = answered.data?.response.headers.get('retry-after');
  return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) * 1_000 : undefined;
}
