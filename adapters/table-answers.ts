import { RestError } from '@azure/data-tables';

/** Whether the table service answered with this HTTP status. */
export function answered(error: unknown, status: number): boolean {
  return error instanceof RestError && error.statusCode === status;
}
