import { didYouMean } from '../../calls/flow-words.ts';
import { all, type Node } from './bicep-syntax.ts';
import { type Mistake, mistakeAt } from './mistake.ts';
import type { Template } from './template.ts';

/** What a name may be that nothing declares: the namespaces of Bicep itself. */
const BICEPS_OWN = ['az', 'sys'];

/** Names in expressions: of params, variables, resources, modules, loops. */
export function namesUsed(template: Template): Node[] {
  return [...all(template.root)].filter((node) => node.type === 'identifier' && isUse(node));
}

function isUse(node: Node): boolean {
  const { parent } = node;
  if (!parent) return false;
  const isFirst = parent.namedChildren[0]?.id === node.id;
  switch (parent.type) {
    case 'object_property':
    case 'lambda_expression':
      return !isFirst;
    case 'call_expression':
      return parent.childForFieldName('function')?.id !== node.id;
    case 'for_statement':
      return parent.childForFieldName('initializer')?.id !== node.id;
    case 'resource_expression':
      return parent.childForFieldName('object')?.id === node.id;
    case 'parenthesized_expression':
      // `(one, other) => …` declares them
      return !(
        parent.parent?.type === 'lambda_expression' && parent.parent.child(0)?.id === parent.id
      );
    case 'type':
    case 'parameter':
    case 'import_functionality':
    case 'compatible_identifier':
      return false;
    default:
      return !(parent.type.endsWith('_declaration') && isFirst) && !isInType(parent);
  }
}

function isInType(node: Node): boolean {
  for (let outer: Node | null = node; outer; outer = outer.parent)
    if (['type', 'type_declaration', 'parameters'].includes(outer.type)) return true;
  return false;
}

/** Names that are used and that nobody declares. */
export function undeclaredNames(template: Template): Mistake[] {
  const declared = [
    ...BICEPS_OWN,
    ...template.params.map(({ name }) => name),
    ...template.variables.map(({ name }) => name),
    ...template.resources.map(({ name }) => name),
    ...template.modules.map(({ name }) => name),
  ];
  return namesUsed(template).flatMap((node) => {
    if (declared.includes(node.text) || isLocal(node)) return [];
    const hint = didYouMean(node.text, declared) || ' Declare it, or correct the name.';
    return [mistakeAt(template.file, node, `"${node.text}" is not declared here.${hint}`)];
  });
}

/** Whether a loop or a lambda around the node gives the name. */
function isLocal(node: Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    const given = givenBy(outer);
    if (given.includes(node.text)) return true;
  }
  return false;
}

function givenBy(node: Node): string[] {
  const [first] = node.namedChildren;
  if (!first) return [];
  if (node.type === 'lambda_expression')
    return first.type === 'identifier' ? [first.text] : first.namedChildren.map(({ text }) => text);
  if (node.type !== 'for_statement') return [];
  if (first.type === 'for_loop_parameters') return first.namedChildren.map(({ text }) => text);
  return [first.text];
}

/** Names that are declared twice, and params and variables that nothing uses. */
export function idleNames(template: Template): Mistake[] {
  const used = new Set(namesUsed(template).map(({ text }) => text));
  const { file, params, variables, resources, modules } = template;
  const idle = file.endsWith('.bicepparam')
    ? []
    : [...params, ...variables]
        .filter(({ name }) => !used.has(name))
        .map(({ name, node }) => mistakeAt(file, node, `"${name}" is not used. Remove it.`));
  const seen = new Set<string>();
  const twice = [...params, ...variables, ...resources, ...modules].flatMap(({ name, node }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [mistakeAt(file, node, `"${name}" is declared twice. Give one of them another name.`)];
  });
  return [...idle, ...twice];
}
