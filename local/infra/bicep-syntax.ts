import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { type Mistake, mistakeAt } from './mistake.ts';

export type { Node };

const GRAMMAR = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');

let loading: Promise<Parser> | undefined;

async function load(): Promise<Parser> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(GRAMMAR));
  return parser;
}

/**
 * The syntax tree of a Bicep text. A parameter file is read as variables: the grammar knows no `param` without a type, and
 * `var` with blanks behind it leaves every place as it is.
 *
 * Two things are Bicep, and not of this grammar: `...spread`, and an array that begins with a call, `[f().id]`, which it takes
 * for two elements. Write `union`, and give what is called a name before.
 */
export async function parseBicep(file: string, text: string): Promise<Node> {
  loading ??= load();
  const parser = await loading;
  const isParameters = file.endsWith('.bicepparam');
  const tree = parser.parse(isParameters ? text.replaceAll(/^param /gm, 'var   ') : text);
  if (!tree) throw new Error(`${file} cannot be parsed.`);
  return tree.rootNode;
}

/** Where the text is no Bicep. Only the first place of each broken part is told: what follows from it would mislead. */
export function syntaxMistakes(file: string, root: Node): Mistake[] {
  if (!root.hasError) return [];
  // the grammar lets a string run on to the next quote, wherever that is
  const open = [...all(root)].find(
    ({ type, text }) => type === 'string' && text.includes('\n') && !text.startsWith("'''"),
  );
  if (open) return [mistakeAt(file, open, 'This string does not end on its line.')];
  if (root.isError || root.isMissing) {
    const what = root.isMissing ? `"${root.type}" is missing` : `${quoted(root.text)} is not Bicep`;
    return [mistakeAt(file, root, `${what}. Look for a missing bracket, quote or colon here.`)];
  }
  const broken = root.children.find((child) => child.hasError || child.isMissing);
  return broken ? syntaxMistakes(file, broken) : [];
}

function quoted(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return `"${line.length > 40 ? `${line.slice(0, 40)}…` : line}"`;
}

/** Every node below and with this one. */
export function* all(node: Node): Generator<Node> {
  yield node;
  for (const child of node.namedChildren) yield* all(child);
}

/** The text of a string that holds no expression; undefined for any other node. */
export function literal(node: Node | undefined): string | undefined {
  if (node?.type !== 'string' || node.namedChildren.some(({ type }) => type === 'interpolation'))
    return undefined;
  return node.namedChildren.map((part) => part.text).join('');
}

export interface Property {
  /** Its name; undefined when the name is an expression. */
  name: string | undefined;
  key: Node;
  value: Node;
}

/** The properties of an object; resources inside it are none. */
export function propertiesOf(object: Node): Property[] {
  return object.namedChildren.flatMap((property) => {
    const [key, value] = property.namedChildren;
    if (property.type !== 'object_property' || !key || !value) return [];
    return [{ name: key.type === 'string' ? literal(key) : key.text, key, value }];
  });
}

export function propertyOf(object: Node | undefined, name: string): Node | undefined {
  return object && propertiesOf(object).find((property) => property.name === name)?.value;
}
