import * as z from 'zod';

/** What the terminal shows of the functions' log: decisions as they are made, and whatever went wrong. */
export interface TurnLog {
  /** Takes one line of log, JSON. */
  take(line: string): void;
  /** Hands the decisions of each turn to `listener`, in place of the one before. */
  onTurn(listener: (decided: readonly string[]) => void): void;
}

const logLine = z.object({
  level: z.enum(['info', 'warn', 'error']),
  event: z.string(),
  decided: z.array(z.string()).default([]),
});

/** Sorts the functions' log for a terminal; `complain` gets warnings and errors as they are. */
export function turnLog(complain: (line: string) => void): TurnLog {
  let listener: (decided: readonly string[]) => void = () => {};
  return {
    take(line) {
      const { level, event, decided } = logLine.parse(JSON.parse(line));
      if (level !== 'info') complain(line);
      if (event === 'turn' && decided.length > 0) listener(decided);
    },
    onTurn(next) {
      listener = next;
    },
  };
}
