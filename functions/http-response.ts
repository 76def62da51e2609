import type { HttpResponseInit } from '@azure/functions';

/** 200 with a JSON body. */
export function ok(jsonBody: unknown): HttpResponseInit {
  return { status: 200, jsonBody };
}

/** 201: what was sent is stored. */
export function created(jsonBody: unknown): HttpResponseInit {
  return { status: 201, jsonBody };
}

/** 202: what was asked for is under way; `location` is the address at which it can be followed. */
export function accepted(jsonBody: unknown, location: string): HttpResponseInit {
  return { status: 202, headers: { location }, jsonBody };
}

/** 400: what is wrong, and which parameter or field it is about. */
export function badRequest(message: string, target?: string): HttpResponseInit {
  return problem(400, 'BadRequest', message, target);
}

/** 400: a flow that this line cannot run; the mistakes have line and column, from 1, in the text that was sent. */
export function brokenFlow(
  mistakes: readonly { line: number; column: number; message: string }[],
): HttpResponseInit {
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  const message = `${count} in the flow: it is not taken.`;
  const told = mistakes.map(({ line, column, message }) => ({ line, column, message }));
  const error = { code: 'BrokenFlow', message, target: 'source', mistakes: told };
  return { status: 400, jsonBody: { error } };
}

/** 401: a token is needed. `message` says whose, and nothing of what was wrong with the one that came: that is in our log. */
export function unauthorized(message: string): HttpResponseInit {
  const headers = { 'www-authenticate': 'Bearer' };
  return { ...problem(401, 'Unauthorized', message), headers };
}

/** 403: the token is good, and whom it was issued to has not this role. */
export function forbidden(role: string): HttpResponseInit {
  return problem(
    403,
    'Forbidden',
    `This needs the role ${role}, which the access token does not hold.`,
  );
}

/** 403: the request is understood, and against a rule of this line. */
export function notAllowed(message: string, target: string): HttpResponseInit {
  return problem(403, 'NotAllowed', message, target);
}

/** 404: what does not exist. */
export function notFound(message: string): HttpResponseInit {
  return problem(404, 'NotFound', message);
}

/** 409: what was asked for has to wait for the end of a call; `state` is how things stand. */
export function inCall(message: string, state: string): HttpResponseInit {
  const { status, jsonBody } = problem(409, 'InCall', message);
  return { status, jsonBody: { ...jsonBody, state } };
}

/** 409: somebody else has changed it meanwhile; `current` is how it stands now. */
export function changedMeanwhile(message: string, current: unknown): HttpResponseInit {
  const { status, jsonBody } = problem(409, 'Changed', message);
  return { status, jsonBody: { ...jsonBody, current } };
}

/** 413: the body is larger than the limit, in bytes. */
export function tooLarge(limit: number): HttpResponseInit {
  return problem(413, 'TooLarge', `The body is larger than ${limit} bytes.`);
}

/** 422: the `Idempotency-Key` stands for another request. */
export function keyReused(message: string): HttpResponseInit {
  return problem(422, 'IdempotencyKeyReused', message, 'Idempotency-Key');
}

/** 429: all is in use; worth another try in so many seconds. */
export function allInUse(message: string, retryAfterSeconds: number): HttpResponseInit {
  const headers = { 'retry-after': String(retryAfterSeconds) };
  return { ...problem(429, 'AllInUse', message), headers };
}

/** 500: something of ours is down; the sender may try again. */
export function outage(message: string): HttpResponseInit {
  return problem(500, 'Outage', message);
}

/** 503: the tables, or what else is needed for an answer, cannot be reached. */
export function unavailable(message: string): HttpResponseInit {
  return problem(503, 'Unavailable', message);
}

function problem(status: number, code: string, message: string, target?: string): HttpResponseInit {
  return { status, jsonBody: { error: { code, message, ...(target ? { target } : {}) } } };
}
