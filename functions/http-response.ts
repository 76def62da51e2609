import type { HttpResponseInit } from '@azure/functions';

/** 200 with a JSON body. */
export function ok(jsonBody: unknown): HttpResponseInit {
  return { status: 200, jsonBody };
}

/** 400: what is wrong, and which parameter or field it is about. */
export function badRequest(message: string, target?: string): HttpResponseInit {
  return problem(400, 'BadRequest', message, target);
}

/** 401, without a word on what was wrong with the token: that is in our log. */
export function unauthorized(): HttpResponseInit {
  return problem(401, 'Unauthorized', 'The request carries no valid token of the phone service.');
}

/** 404: what does not exist. */
export function notFound(message: string): HttpResponseInit {
  return problem(404, 'NotFound', message);
}

/** 413: the body is larger than the limit, in bytes. */
export function tooLarge(limit: number): HttpResponseInit {
  return problem(413, 'TooLarge', `The body is larger than ${limit} bytes.`);
}

/** 500: something of ours is down; the sender may try again. */
export function outage(message: string): HttpResponseInit {
  return problem(500, 'Outage', message);
}

/** 503 for support's reads: the tables do not answer. */
export function unavailable(message: string): HttpResponseInit {
  return problem(503, 'Unavailable', message);
}

function problem(status: number, code: string, message: string, target?: string): HttpResponseInit {
  return { status, jsonBody: { error: { code, message, ...(target ? { target } : {}) } } };
}
