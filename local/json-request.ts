import * as z from 'zod';

/** What a request on this machine came to. `target` names what was wrong in what we sent; `answer` is all that was answered. */
export type Reply<T> =
  | { ok: true; value: T }
  | { ok: false; problem: 'unreachable' }
  | {
      ok: false;
      problem: 'refused';
      status: number;
      message: string;
      target?: string;
      answer?: unknown;
    };

/** Design, section 5: every error of the line and of the emulator's control door. */
const errorBody = z.object({
  error: z.object({ message: z.string(), target: z.string().optional() }),
});

/**
 * Sends JSON, reads JSON. Whatever may happen is a value: nothing listening (within 10 s), a status of 400 and above, a
 * body of another shape than `schema` (somebody else has the port). `token` goes along as a bearer token.
 */
export async function jsonRequest<T>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  schema: z.ZodType<T>,
  body?: unknown,
  token?: string,
): Promise<Reply<T>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    text = await response.text();
  } catch {
    return { ok: false, problem: 'unreachable' };
  }
  const { status } = response;
  const answer = parseJson(text);
  if (status >= 400) {
    const { error } = errorBody.safeParse(answer).data ?? {};
    const message = error?.message ?? `it answered ${status} without saying why`;
    return { ok: false, problem: 'refused', status, message, target: error?.target, answer };
  }
  const parsed = schema.safeParse(answer);
  if (parsed.success) return { ok: true, value: parsed.data };
  const message = `${new URL(url).origin} answers, but not like Switchboard. Is another program using the port?`;
  return { ok: false, problem: 'refused', status, message };
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}
