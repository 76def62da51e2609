/** What a person typed cannot be done: one line that says what is wrong and how to mend it. The exit code is 2. */
export class WrongUsage extends Error {}

/** The exit codes of the commands (`npm run call`, `npm run calls`). */
export const EXIT = { done: 0, failed: 1, wrongUsage: 2 } as const;

/**
 * A port from an option, else from the environment, else `standard`.
 *
 * @throws WrongUsage when it is none.
 */
export function portOf(
  option: string,
  given: string | undefined,
  environment: { name: string; value: string | undefined },
  standard: number,
): number {
  const text = given ?? (environment.value || undefined);
  if (text === undefined) return standard;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  const where = given === undefined ? environment.name : option;
  throw new WrongUsage(`${where}: "${text}" is no port. Give a number from 1 to 65535.`);
}

/** `parse` with what `parseArgs` throws for unknown options turned into one line that leads to the help text. */
export function parsedArguments<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : '';
    throw new WrongUsage(`${message}. See --help for what there is.`);
  }
}
