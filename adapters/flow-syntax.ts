import { type Document, type ErrorCode, visit, type YAMLError } from 'yaml';
import type { Oddity } from './flow-oddities.ts';
import { beginning } from './flow-positions.ts';

const QUOTES = 'Put a text with ": " in it, or with one of {[*&!#%@` first, in quotes.';

/** What a slip of YAML syntax is, in the words of someone who writes menus, by the code of the `yaml` package. */
const WORDS: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: "* refers to another part of the file. If the key is meant, write '*'.",
  BAD_DQ_ESCAPE: 'in double quotes a backslash begins an escape. Use single quotes.',
  BAD_INDENT:
    'this line is indented unlike its neighbours, or a bracket before it is not closed: # outside quotes begins a comment.',
  BAD_SCALAR_START: 'a text cannot begin with this character. Put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY: `a second ": " in one line, or a line that is indented too far. ${QUOTES}`,
  MISSING_CHAR: `a comma, a colon, a bracket, a quote or a space is missing here. ${QUOTES}`,
  MULTILINE_IMPLICIT_KEY: 'a ": " is missing here, between a name and what it stands for.',
  MULTIPLE_DOCS: 'a second document begins here. A file is one flow; remove the "---".',
  RESOURCE_EXHAUSTION: 'this is nested too deeply for a flow.',
  TAB_AS_INDENT: 'a tab indents this line. Use spaces.',
  TAG_RESOLVE_FAILED:
    '! names a type, which a flow does not need. Put a text that begins with ! in quotes.',
  UNEXPECTED_TOKEN: `this does not belong here. ${QUOTES}`,
};

/** The mistake behind an error or a warning of the YAML parser; in the parser's own words if it is a rare one. */
export function slipOfSyntax({ code, message, pos }: YAMLError, document: Document): Oddity {
  if (message.startsWith('Missing closing')) {
    return { offset: lastQuote(document), message: 'this quote is not closed.' };
  }
  return { offset: pos[0], message: WORDS[code] ?? `this is not YAML: ${message}.` };
}

/** Where the last text in quotes begins: the parser finds a quote that is not closed at the end of the file only. */
function lastQuote(document: Document): number {
  let offset = 0;
  visit(document, {
    Scalar(_, scalar) {
      if (scalar.type?.startsWith('QUOTE')) offset = beginning(scalar);
    },
  });
  return offset;
}
