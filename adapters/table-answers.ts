import { RestError } from '@azure/data-tables';

/**
 * Why something could not be done, for the log: the code that a service answered with, else the words of an error. Never the words of
 * the SDK's own errors, which may name what was asked for.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof RestError) return error.code ?? String(error.statusCode ?? 'no answer');
  return error instanceof Error ? error.message : 'unknown';
}

/** Whether the table service answered with this HTTP status. */
export function answered(error: unknown, status: number): boolean {
  return error instanceof RestError && error.statusCode === status;
}
