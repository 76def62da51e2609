import {
  type Document,
  isAlias,
  isCollection,
  isNode,
  isPair,
  isScalar,
  isSeq,
  visit,
  type YAMLMap,
} from 'yaml';
import { PROPERTIES } from '../calls/flow-schema.ts';
import { CALLBACK_TEXTS } from '../calls/flow-schema-callback.ts';
import { SPOKEN_KINDS, SPOKEN_PROPERTIES } from '../calls/flow-spoken.ts';
import { beginning, keyText } from './flow-positions.ts';

/** Something in the YAML that is not as its author means it. */
export interface Oddity {
  /** Counts characters from the beginning of the text. */
  offset: number;
  message: string;
}

/** What YAML can and a flow does not need. Nearly always it is a text or a key that lacks its quotes. */
export function foreignParts(document: Document): Oddity[] {
  const found: Oddity[] = [];
  visit(document, (_, node) => {
    const message = foreignWords(node);
    if (message) found.push({ offset: beginning(isPair(node) ? node.key : node), message });
  });
  return found;
}

function foreignWords(node: unknown): string | undefined {
  if (isPair(node)) {
    if (isCollection(node.key)) return 'a list or a set of properties stands where a name belongs.';
    return keyText(node.key) === '__proto__' ? '"__proto__" cannot be a name.' : undefined;
  }
  if (isAlias(node)) return "* refers to another part of the file. If the key is meant, write '*'.";
  if (!isNode(node)) return undefined;
  if ('anchor' in node && node.anchor) {
    return '& names a part of the file, which a flow does not need. Put a text that begins with & in quotes.';
  }
  return node.tag
    ? '! names a type, which a flow does not need. Put a text that begins with ! in quotes.'
    : undefined;
}

/** What YAML reads of `text` without a complaint, but not as it is meant. `lineOf` turns an offset into a line. */
export function misread(
  document: Document,
  text: string,
  lineOf: (offset: number) => number,
): Oddity[] {
  const found: Oddity[] = [];
  visit(document, {
    Map(_, map) {
      const rest = textAfterComma(map);
      if (rest) found.push({ offset: beginning(rest), message: CUT_OFF });
      const firsts = new Map<string, number>();
      for (const { key } of map.items) {
        const name = keyText(key);
        const first = firsts.get(name);
        const offset = beginning(key);
        if (first === undefined) firsts.set(name, lineOf(offset));
        else found.push({ offset, message: repeated(name, first) });
      }
    },
    Pair(_, { key, value }, path) {
      const name = keyText(key);
      if (name === 'again' && splitAtCommas(value)) {
        found.push({ offset: beginning(value), message: SPLIT });
      }
      const texts = name === 'again' && isSeq(value) ? value.items : [value];
      for (const spoken of isSpoken(name, path) ? texts : []) {
        const offset = commentBehind(spoken, text);
        if (offset !== undefined) found.push({ offset, message: NOT_SPOKEN });
      }
    },
  });
  return found;
}

/** Properties that hold texts for the caller or an agent, or keys for the other side. */
const SPOKEN = new Set<string>([
  ...SPOKEN_KINDS,
  ...SPOKEN_PROPERTIES,
  'sendTones',
  ...PROPERTIES.agentTexts,
  'announce',
  'again',
  'text',
]);

/** Texts of callbacks have names that elsewhere are those of values. */
const OF_CALLBACKS = new Set<string>(CALLBACK_TEXTS);

function isSpoken(name: string, path: readonly unknown[]): boolean {
  const isInCallback = path.some((above) => isPair(above) && keyText(above.key) === 'callback');
  return SPOKEN.has(name) || (isInCallback && OF_CALLBACKS.has(name));
}

const NOT_SPOKEN =
  'what follows # is a comment, which nobody hears. Put the text in quotes if this belongs to it, else the comment in a line of its own.';

const SPLIT =
  'again in brackets is split at every comma. Put each text in quotes, or on a line of its own after "- ".';

const CUT_OFF = 'a text in braces ends at its first comma. Put it in quotes.';

function repeated(name: string, firstLine: number): string {
  return `"${name}" is there twice, first in line ${firstLine}. Remove or rename one.`;
}

/** Where a comment begins on the line of a text without quotes: "press # now" is cut off so. */
function commentBehind(node: unknown, text: string): number | undefined {
  if (!isScalar(node) || node.type !== 'PLAIN' || !node.range) return undefined;
  if (typeof node.value !== 'string') return undefined;
  const [, end] = node.range;
  const gap = /^[ \t]+(?=#)/.exec(text.slice(end, text.indexOf('\n', end) + 1 || undefined));
  return gap ? end + gap[0].length : undefined;
}

/** What of a text with a recording stands behind a comma, and so is a name without a value. */
function textAfterComma({ flow, items }: YAMLMap): unknown {
  const isRecorded = flow && items.some(({ key }) => keyText(key) === 'text');
  return isRecorded ? items.find(({ value }) => value === null)?.key : undefined;
}

function splitAtCommas(list: unknown): boolean {
  if (!isSeq(list) || !list.flow || list.items.length < 2) return false;
  return list.items.some((item) => isScalar(item) && item.type === 'PLAIN');
}
