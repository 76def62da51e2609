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

/** What a request gives, or `missing` where its table or its row is not there. */
export async function orMissing<T, M>(request: Promise<T>, missing: M): Promise<T | M> {
  try {
    return await request;
  } catch (error) {
    if (answered(error, 404)) return missing;
    throw error;
  }
}

/** Whether a row was written or removed as it was read: not when somebody else has changed or removed it since. */
export async function unlessChanged(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (answered(error, 412) || answered(error, 404)) return false;
    throw error;
  }
}
