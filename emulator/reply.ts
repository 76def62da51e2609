import { ApiError, errorBody } from './errors.ts';

/** An answer of the API before it is HTTP. */
export interface Reply {
  status: number;
  body?: object;
  headers?: Record<string, string>;
}

/** A refusal as an answer; anything but an `ApiError` is a bug and passes through. */
export function refusal(error: unknown): Reply {
  if (error instanceof ApiError) return { status: error.status, body: errorBody(error) };
  throw error;
}

/** A reply as HTTP, with the request id echoed as the service does (ACS protocol reference, section 2). */
export function asResponse(reply: Reply, requestId: string | null): Response {
  const headers = new Headers(reply.headers);
  if (requestId) headers.set('x-ms-client-request-id', requestId);
  if (reply.body) headers.set('content-type', 'application/json; charset=utf-8');
  return new Response(reply.body ? JSON.stringify(reply.body) : null, {
    status: reply.status,
    headers,
  });
}
