/** Something a person can mend: its message is one clear line that names what to change. */
export class StartProblem extends Error {}

/**
 * Starts a listener, and tells a taken port as what it is: `what` listens there, `option` and `variable` choose another one.
 * Anything else that goes wrong passes through.
 */
export async function listening<T>(
  what: string,
  port: number,
  option: string,
  variable: string,
  start: () => Promise<T>,
): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new StartProblem(
        `Port ${port} for ${what} is taken. Stop what listens there, or choose another: ${option} N (or ${variable}).`,
      );
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new StartProblem(
        `Port ${port} for ${what} may not be used by this user. Choose one above 1023: ${option} N (or ${variable}).`,
      );
    }
    throw error;
  }
}
