import type { Node } from './bicep-syntax.ts';
import type { Template } from './template.ts';

/** What an expression gives, as far as can be told without running it. */
export type Kind = 'string' | 'int' | 'bool' | 'object' | 'array' | 'unknown';

/** What functions of Bicep give; one that is not here gives something unknown. */
const RETURNS: Record<string, Kind> = {
  guid: 'string',
  uniqueString: 'string',
  toLower: 'string',
  toUpper: 'string',
  string: 'string',
  format: 'string',
  join: 'string',
  replace: 'string',
  utcNow: 'string',
  resourceId: 'string',
  subscriptionResourceId: 'string',
  readEnvironmentVariable: 'string',
  loadTextContent: 'string',
  int: 'int',
  max: 'int',
  min: 'int',
  length: 'int',
  bool: 'bool',
  empty: 'bool',
  contains: 'bool',
  startsWith: 'bool',
  endsWith: 'bool',
  split: 'array',
  map: 'array',
  filter: 'array',
  range: 'array',
  items: 'array',
};

const TRUTHS = new Set(['==', '!=', '=~', '!~', '<', '<=', '>', '>=', '&&', '||']);

/** What an expression of this template gives. Modules are asked through `outputType`. */
export function kindOf(
  node: Node,
  template: Template,
  outputType: (module: string, output: string) => string | undefined,
): Kind {
  const kind = (other: Node | null | undefined) =>
    other ? kindOf(other, template, outputType) : 'unknown';
  switch (node.type) {
    case 'string':
    case 'object':
    case 'array':
      return node.type;
    case 'number':
      return 'int';
    case 'boolean':
      return 'bool';
    case 'for_statement':
      return 'array';
    case 'parenthesized_expression':
      return kind(node.namedChildren[0]);
    case 'unary_expression':
      return node.childForFieldName('operator')?.text === '!' ? 'bool' : 'int';
    case 'binary_expression':
      return TRUTHS.has(node.childForFieldName('operator')?.text ?? '') ? 'bool' : 'unknown';
    case 'ternary_expression': {
      const one = kind(node.childForFieldName('consequence'));
      return one === kind(node.childForFieldName('alternative')) ? one : 'unknown';
    }
    case 'call_expression':
      return RETURNS[node.childForFieldName('function')?.text ?? ''] ?? 'unknown';
    case 'identifier': {
      const param = template.params.find(({ name }) => name === node.text);
      if (param) return kindOfType(param.type);
      return kind(template.variables.find(({ name }) => name === node.text)?.value);
    }
    case 'member_expression': {
      const output = outputIn(node, template);
      return output ? kindOfType(outputType(output.module, output.name) ?? '') : 'unknown';
    }
    default:
      return 'unknown';
  }
}

/** `string[]` is an array, `'a' | 'b'` a string. */
export function kindOfType(type: string): Kind {
  if (type === 'array' || type.endsWith('[]')) return 'array';
  if (type === 'string' || type.startsWith("'")) return 'string';
  if (type === 'object' || type.startsWith('{')) return 'object';
  return type === 'int' || type === 'bool' ? type : 'unknown';
}

/** `storage.outputs.name` is the output `name` of the module `storage`. */
export function outputIn(node: Node, template: Template) {
  if (node.type !== 'member_expression') return undefined;
  const [outputs, name] = [node.childForFieldName('object'), node.childForFieldName('property')];
  if (outputs?.type !== 'member_expression' || !name) return undefined;
  const [module, word] = [
    outputs.childForFieldName('object')?.text,
    outputs.childForFieldName('property')?.text,
  ];
  const isModule = template.modules.some((other) => other.name === module);
  return word === 'outputs' && module && isModule
    ? { module, name: name.text, node: name }
    : undefined;
}
