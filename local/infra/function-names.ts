import { didYouMean } from '../../calls/flow-words.ts';
import { all, type Node } from './bicep-syntax.ts';
import { type Mistake, mistakeAt } from './mistake.ts';
import type { Template } from './template.ts';

/** How templates name a function: as a scale group of its own, and as where an event goes. */
const NAMED = [/^'function:(\w+)'$/, /\/functions\/(\w+)'$/];

/** Functions that the templates name, against those that are registered (`functions/register.ts`). */
export function functionMistakes(
  templates: readonly Template[],
  registered: readonly string[],
): Mistake[] {
  return templates.flatMap(({ file, root }) =>
    [...all(root)].flatMap((node) => {
      const name = functionIn(node);
      if (name === undefined || registered.includes(name)) return [];
      const hint = didYouMean(name, registered) || ` There are ${registered.join(', ')}.`;
      return [mistakeAt(file, node, `no function is called "${name}".${hint}`)];
    }),
  );
}

function functionIn(node: Node): string | undefined {
  if (node.type !== 'string') return undefined;
  return NAMED.map((pattern) => pattern.exec(node.text)?.[1]).find((name) => name !== undefined);
}
