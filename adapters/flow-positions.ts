import { isMap, isNode, isScalar, isSeq, type Pair } from 'yaml';
import type { Fault, Path } from '../calls/flow-draft.ts';

/**
 * A YAML node as a plain value. Keys are text as it is written: YAML reads `1` as a number and `'1'` as text, and for a menu
 * they are the same key.
 */
export function plainValue(node: unknown): unknown {
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }) => [keyText(key), plainValue(value)]),
    );
  }
  if (isSeq(node)) return node.items.map(plainValue);
  return isScalar(node) ? node.value : null;
}

/** A key of a map as it is written, without its quotes. */
export function keyText(key: unknown): string {
  if (!isScalar(key)) return '';
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/** Where a node, or what stands for it, begins in the text. */
export function beginning(node: unknown): number {
  return (isNode(node) && node.range?.[0]) || 0;
}

/** Where a mistake is: the key or the value at its path, or the last part on the way there that exists. */
export function offsetOf(root: unknown, { path, at }: Fault): number {
  const way = pairsOnTheWay(root, path);
  const last = way.at(-1);
  if (!last) return beginning(root);
  const found = way.length === path.length;
  return found && at === 'value' && last.value ? beginning(last.value) : beginning(last.key);
}

interface Part {
  key: unknown;
  value: unknown;
}

function pairsOnTheWay(root: unknown, path: Path): Part[] {
  const way: Part[] = [];
  let node = root;
  for (const name of path) {
    const part = partOf(node, name);
    if (!part) break;
    way.push(part);
    node = part.value;
  }
  return way;
}

/** An item of a list has no key; it stands for both. Of a key that is there twice, the last counts, as in the value. */
function partOf(node: unknown, name: string | number): Part | undefined {
  if (isMap(node)) {
    return node.items.findLast((pair: Pair) => keyText(pair.key) === String(name));
  }
  const item = isSeq(node) ? node.items[Number(name)] : undefined;
  return item === undefined ? undefined : { key: item, value: item };
}
