/**
 * Whether the Durable client failed with these words: it tells an expected answer from an outage by the text of its error only
 * (durable-functions 3.5: 409 of a start, 404 of a raise, a status and a termination, 412 of a purge).
 */
export function says(error: unknown, words: string): boolean {
  return error instanceof Error && error.message.includes(words);
}

/** The exception for everything else; its text holds nothing of what was sent. */
export function outage(what: string, cause: unknown): Error {
  return new Error(`Durable Functions could not ${what}.`, { cause });
}
