import { LineCounter, parseDocument } from 'yaml';
import type { Fault } from '../calls/flow-draft.ts';
import { foreignParts, misread, type Oddity } from './flow-oddities.ts';
import { offsetOf, plainValue } from './flow-positions.ts';
import { slipOfSyntax } from './flow-syntax.ts';

/** A mistake and its place in the text; line and column count from 1. */
export interface Placed {
  line: number;
  column: number;
  message: string;
}

/** A YAML text as plain values; `mistakes` are those despite which the rest can be read. */
export interface FlowYaml {
  readable: true;
  value: unknown;
  mistakes: Placed[];
  /** The place of a mistake in the value. */
  place(fault: Fault): Placed;
}

/** Reads the YAML of a flow. Never throws: what is no YAML, or more YAML than a flow needs, comes back as mistakes. */
export function readYaml(source: string): FlowYaml | { readable: false; mistakes: Placed[] } {
  const text = source.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
  });
  const place = ({ offset, message }: Oddity): Placed => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col, message };
  };
  const slips = [...document.errors, ...document.warnings].map((error) =>
    slipOfSyntax(error, document),
  );
  const unreadable = [...foreignParts(document), ...slips].map(place);
  if (unreadable.length > 0) return { readable: false, mistakes: likely(unreadable) };
  const { contents } = document;
  return {
    readable: true,
    value: plainValue(contents),
    mistakes: misread(document, text, (offset) => lines.linePos(offset).line).map(place),
    place: (fault) => place({ offset: offsetOf(contents, fault), message: fault.message }),
  };
}

/** A slip of syntax makes errors after it; likely to be slips themselves are those of the same kind in other lines. */
function likely(mistakes: Placed[]): Placed[] {
  const sorted = mistakes.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return sorted.filter(
    ({ line, message }, index) =>
      message === sorted[0]?.message && line !== sorted[index - 1]?.line,
  );
}
