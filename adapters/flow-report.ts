/** One mistake in a flow file. Line and column count from 1. */
export interface FlowMistake {
  file: string;
  line: number;
  column: number;
  /** What is wrong and how to mend it, in whole sentences. */
  message: string;
}

/** A message on one line, whatever names and texts of the file it quotes. */
export function oneLine(message: string): string {
  return message.replaceAll(/\p{Cc}+/gu, ' ');
}

/** The mistakes for people: one to a line, the places in a column of their own, then how many they are. */
export function mistakesReport(file: string, mistakes: FlowMistake[]): string {
  const places = mistakes.map(({ line, column }) => `${file}:${line}:${column}`);
  const width = Math.max(...places.map((place) => place.length));
  const lines = mistakes.map(({ message }, index) => `${places[index]?.padEnd(width)}  ${message}`);
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  return [...lines, `${count} in ${file}`].join('\n');
}
