import { didYouMean } from '../../calls/flow-words.ts';
import {
  type AzureType,
  type AzureTypes,
  isObject,
  isReadOnly,
  isRequired,
  type ObjectType,
  variantOf,
  wordFor,
} from './azure-types.ts';
import { literal, type Node, propertiesOf, propertyOf } from './bicep-syntax.ts';
import type { Kind } from './expression.ts';
import { type Mistake, mistakeAt } from './mistake.ts';
import type { Resource, Template } from './template.ts';

/** What Bicep takes in the body of a resource, whatever its type. */
const BICEPS_OWN = new Set(['parent', 'scope', 'dependsOn']);

export interface TypeCheck {
  types: AzureTypes;
  template: Template;
  kind(node: Node): Kind;
}

/** What is wrong with the body of a resource, by Azure's own description of its type. */
export function resourceMistakes(
  check: TypeCheck,
  { type, value, isExisting }: Resource,
): Mistake[] {
  const known = check.types.resource(type);
  if (!known || !value || isExisting) return [];
  return valueMistakes(check, value, known, type.split('@')[0] ?? type, BICEPS_OWN);
}

function valueMistakes(
  check: TypeCheck,
  value: Node,
  type: AzureType,
  what: string,
  also: ReadonlySet<string> = new Set(),
): Mistake[] {
  if (value.type === 'ternary_expression') {
    const branches = ['consequence', 'alternative'].map((name) => value.childForFieldName(name));
    return branches.flatMap((branch) => (branch ? valueMistakes(check, branch, type, what) : []));
  }
  if (type === 'any') return [];
  if (typeof type === 'object' && 'd' in type && value.type === 'object')
    return variantMistakes(check, value, type, what, also);
  if (isObject(type) && value.type === 'object')
    return objectMistakes(check, value, type, what, also);
  if (typeof type === 'object' && 'a' in type) {
    const element = check.types.at(type.a);
    const body = value.type === 'for_statement' ? value.childForFieldName('body') : undefined;
    const elements = value.type === 'array' ? value.namedChildren : body ? [body] : [];
    if (elements.length > 0)
      return elements
        .filter((each) => each.type !== 'comment')
        .flatMap((each) => valueMistakes(check, each, element, what));
  }
  return scalarMistakes(check, value, type, what);
}

function scalarMistakes(check: TypeCheck, value: Node, type: AzureType, what: string): Mistake[] {
  const { file } = check.template;
  const kind = check.kind(value);
  const wanted = wordFor(type);
  if (kind !== 'unknown' && !wanted.endsWith(` ${kind}`))
    return [mistakeAt(file, value, `${what} is ${wanted}; this is of the kind ${kind}.`)];
  const text = literal(value);
  if (text === undefined || typeof type !== 'object' || !('e' in type) || 'd' in type) return [];
  if (type.open || type.e.includes(text)) return [];
  const allowed = type.e.map(String);
  const hint = didYouMean(text, allowed) || ` Take one of ${allowed.join(', ')}.`;
  return [mistakeAt(file, value, `${what} cannot be "${text}".${hint}`)];
}

function variantMistakes(
  check: TypeCheck,
  value: Node,
  type: Extract<AzureType, { d: string }>,
  what: string,
  also: ReadonlySet<string>,
): Mistake[] {
  const { file } = check.template;
  const deciding = propertyOf(value, type.d);
  if (!deciding)
    return [mistakeAt(file, value, `${what} needs "${type.d}", which decides what else it takes.`)];
  const text = literal(deciding);
  if (text === undefined) return [];
  const variant = variantOf(check.types, type, text);
  if (variant) return objectMistakes(check, value, variant, what, also);
  const allowed = Object.keys(type.e);
  const hint = didYouMean(text, allowed) || ` Take one of ${allowed.join(', ')}.`;
  return [mistakeAt(file, deciding, `"${type.d}" of ${what} cannot be "${text}".${hint}`)];
}

function objectMistakes(
  check: TypeCheck,
  value: Node,
  type: ObjectType,
  what: string,
  also: ReadonlySet<string>,
): Mistake[] {
  const { file } = check.template;
  const given = propertiesOf(value);
  const writable = Object.keys(type.o).filter((name) => !isReadOnly(type.o[name] ?? [0, 0]));
  const mistakes = given.flatMap(({ name, key, value: inside }) => {
    if (name === undefined || also.has(name)) return [];
    const property = type.o[name];
    if (!property) {
      if (type['*'] !== undefined)
        return valueMistakes(check, inside, check.types.at(type['*']), `"${name}"`);
      const hint = didYouMean(name, writable) || ' Remove it, or look for its place in the type.';
      return [mistakeAt(file, key, `${what} has no property "${name}".${hint}`)];
    }
    if (isReadOnly(property))
      return [mistakeAt(file, key, `"${name}" of ${what} is set by Azure. Remove it.`)];
    return valueMistakes(check, inside, check.types.at(property[1]), `"${name}"`);
  });
  const missing = writable.filter(
    (name) => isRequired(type.o[name] ?? [0, 0]) && !given.some((each) => each.name === name),
  );
  return [
    ...mistakes,
    ...missing.map((name) => mistakeAt(file, value, `${what} needs "${name}".`)),
  ];
}
