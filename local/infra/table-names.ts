import { didYouMean } from '../../calls/flow-words.ts';
import { all, literal, type Node } from './bicep-syntax.ts';
import { type Mistake, mistakeAt } from './mistake.ts';
import type { Resource, Template } from './template.ts';

const TABLE = 'Microsoft.Storage/storageAccounts/tableServices/tables@';

/** The tables that the templates make, against those of the code (`adapters/table-clients.ts`), both ways. */
export function tableMistakes(
  templates: readonly Template[],
  inCode: readonly string[],
): Mistake[] {
  const made = templates.flatMap((template) =>
    template.resources
      .filter(({ type }) => type.startsWith(TABLE))
      .flatMap((resource) =>
        namesOf(template, resource).map((node) => ({ node, template, resource })),
      ),
  );
  const [first] = made;
  if (!first) return [];
  const unknown = made.flatMap(({ node, template }) => {
    const name = literal(node) ?? '';
    if (inCode.includes(name)) return [];
    const hint = didYouMean(name, inCode) || ' Remove it.';
    return [mistakeAt(template.file, node, `the code has no table "${name}".${hint}`)];
  });
  const missing = inCode
    .filter((name) => !made.some(({ node }) => literal(node) === name))
    .map((name) =>
      mistakeAt(
        first.template.file,
        first.resource.node,
        `the table "${name}" is not made. Add it.`,
      ),
    );
  return [...unknown, ...missing];
}

/** The texts of the list that the loop around the resource goes through. */
function namesOf(template: Template, { value }: Resource): Node[] {
  let loop = value?.parent;
  while (loop && loop.type !== 'for_statement') loop = loop.parent;
  const list = loop?.namedChildren[1];
  const variable = template.variables.find(({ name }) => name === list?.text);
  const names = variable?.value ?? list;
  return names ? [...all(names)].filter(({ type }) => type === 'string') : [];
}
