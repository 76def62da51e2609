import type * as z from 'zod';

/**
 * A request that is refused, in the words of the service (ACS protocol reference, section 14): `code` is the subcode as
 * text, or a word.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly target: string | undefined;

  constructor(status: number, code: string, message: string, target?: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.target = target;
  }
}

/** 404/8522: the call is unknown or over. */
export function callNotFound(): ApiError {
  return new ApiError(404, '8522', 'Call not found.');
}

/** 400/8523 with the field that is wrong. */
export function invalid(field: string, why: string): ApiError {
  return new ApiError(400, '8523', `The field ${field} is invalid: ${why}`, field);
}

/** 501: the service has this, the emulator not yet. */
export function notBuiltYet(what: string, target?: string): ApiError {
  return new ApiError(501, 'NotImplemented', `${what} is not built yet in this emulator.`, target);
}

/** What zod found wrong, told for the first field only, as the service does. `code` differs between the two doors. */
export function fromIssues(error: z.ZodError, code: string): ApiError {
  const issue = error.issues[0];
  const place = issue?.path ?? [];
  const field = place.reduce<string>(
    (path, part) =>
      typeof part === 'number'
        ? `${path}[${part}]`
        : path
          ? `${path}.${String(part)}`
          : String(part),
    '',
  );
  const why = issue?.message ?? 'it is not what is expected';
  const message = field ? `The field ${field} is invalid: ${why}` : `The body is invalid: ${why}`;
  return new ApiError(400, code, message, field || undefined);
}

/** The error body both doors share. */
export function errorBody(error: ApiError): object {
  const { code, message, target } = error;
  return { error: { code, message, ...(target === undefined ? {} : { target }) } };
}
