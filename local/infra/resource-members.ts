import { didYouMean } from '../../calls/flow-words.ts';
import { type AzureType, type AzureTypes, isObject } from './azure-types.ts';
import { all, type Node } from './bicep-syntax.ts';
import { type Mistake, mistakeAt } from './mistake.ts';
import type { Resource, Template } from './template.ts';

/** Expressions such as `acs.properties.hostName` that ask a resource for what its type does not have. */
export function memberMistakes(types: AzureTypes, template: Template): Mistake[] {
  return [...all(template.root)].flatMap((node) => {
    if (node.type !== 'member_expression' || node.parent?.type === 'member_expression') return [];
    if (node.parent?.childForFieldName('function')?.id === node.id) return []; // a function of it
    const path = pathOf(node);
    const resource = path && template.resources.find(({ name }) => name === path.resource);
    return resource ? unknownMember(types, template, resource, path.members) : [];
  });
}

interface Path {
  resource: string;
  members: Node[];
}

/** `zones[index].properties.name` is the resource `zones` and its members; of `a::b.id` the resource is `b`. */
function pathOf(node: Node): Path | undefined {
  const object = node.childForFieldName('object');
  const member = node.childForFieldName('property');
  if (!object || !member) return undefined;
  const before = startOf(object);
  if (before) return { resource: before, members: [member] };
  const outer = object.type === 'member_expression' ? pathOf(object) : undefined;
  return outer && { ...outer, members: [...outer.members, member] };
}

function startOf(node: Node): string | undefined {
  if (node.type === 'identifier') return node.text;
  if (node.type === 'resource_expression') return node.childForFieldName('resource')?.text;
  const object = node.type === 'subscript_expression' ? node.childForFieldName('object') : null;
  return object?.type === 'identifier' ? object.text : undefined;
}

function unknownMember(
  types: AzureTypes,
  template: Template,
  { name, type }: Resource,
  members: readonly Node[],
): Mistake[] {
  let known: AzureType | undefined = types.resource(type);
  let what = name;
  for (const member of members) {
    if (!known || !isObject(known)) return [];
    const property: [number, number] | undefined = known.o[member.text];
    const other = known['*'];
    if (!property && other === undefined) {
      const hint = didYouMean(member.text, Object.keys(known.o)) || ` ${what} is a ${known.n}.`;
      return [mistakeAt(template.file, member, `${what} has no property "${member.text}".${hint}`)];
    }
    known = types.at(property ? property[1] : (other ?? 0));
    what = `${what}.${member.text}`;
  }
  return [];
}
