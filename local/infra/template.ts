import { literal, type Node } from './bicep-syntax.ts';

/** Something that has a name in a Bicep file. */
export interface Declared {
  name: string;
  /** Where the name stands. */
  node: Node;
  /** What it is: a value, or the object of a resource or module, whatever conditions and loops are around it. */
  value: Node | undefined;
  /** The names of its decorators, with what they are called with. */
  decorators: Map<string, Node[]>;
}

export interface Typed extends Declared {
  /** `string`, `int`, `bool`, `object`, `array`, or as it is written. */
  type: string;
}

export interface Resource extends Declared {
  /** `Microsoft.Web/sites/config@2025-03-01`: of a nested one with what it is in. */
  type: string;
  isExisting: boolean;
}

export interface Module extends Declared {
  /** The path as it is written. */
  path: string;
  pathNode: Node;
}

/** A Bicep file, or a parameter file (then `variables` are its parameters). */
export interface Template {
  /** From the root of the project, with slashes. */
  file: string;
  text: string;
  root: Node;
  params: Typed[];
  outputs: Typed[];
  variables: Declared[];
  resources: Resource[];
  modules: Module[];
  /** What a parameter file is for. */
  using: Node | undefined;
  /** Its syntax is wrong: only part of it is known. */
  isBroken: boolean;
}

/** What a Bicep file declares. */
export function templateOf(file: string, text: string, root: Node): Template {
  const template: Template = {
    file,
    text,
    root,
    params: [],
    outputs: [],
    variables: [],
    resources: [],
    modules: [],
    using: undefined,
    isBroken: root.hasError,
  };
  let decorators = new Map<string, Node[]>();
  for (const node of root.namedChildren) {
    if (node.type === 'comment') continue;
    if (node.type === 'decorators') {
      decorators = decoratorsOf(node);
      continue;
    }
    declare(template, node, decorators);
    decorators = new Map();
  }
  return template;
}

function declare(template: Template, node: Node, decorators: Declared['decorators']): void {
  const [name, second, third] = node.namedChildren.filter(({ type }) => type !== 'comment');
  if (!name) return;
  const declared = { name: name.text, node: name, decorators };
  switch (node.type) {
    case 'parameter_declaration':
      template.params.push({ ...declared, type: second?.text ?? 'any', value: third });
      break;
    case 'output_declaration':
      template.outputs.push({ ...declared, type: second?.text ?? 'any', value: third });
      break;
    case 'variable_declaration':
      template.variables.push({ ...declared, value: second });
      break;
    case 'resource_declaration':
      template.resources.push(...resourcesOf(node, { ...declared, value: undefined }));
      break;
    case 'module_declaration':
      if (second && third)
        template.modules.push({
          ...declared,
          path: literal(second) ?? '',
          pathNode: second,
          value: inner(third),
        });
      break;
    case 'using_statement':
      template.using = name;
  }
}

/** A resource, and those inside it. */
function resourcesOf(node: Node, declared: Declared, outer?: Resource): Resource[] {
  const [, typeNode, body] = node.namedChildren;
  const value = body && inner(body);
  const resource: Resource = {
    ...declared,
    value,
    type: nested(literal(typeNode) ?? '', outer?.type),
    isExisting: node.children.some(({ type }) => type === 'existing'),
  };
  const inside = (value?.namedChildren ?? []).flatMap((property) => {
    const [child] = property.namedChildren;
    const [childName] = child?.namedChildren ?? [];
    if (child?.type !== 'resource_declaration' || !childName) return [];
    return resourcesOf(child, { ...declared, name: childName.text, node: childName }, resource);
  });
  return [resource, ...inside];
}

/** `config` in `Microsoft.Web/sites@2025-03-01` is `Microsoft.Web/sites/config@2025-03-01`. */
function nested(type: string, outer: string | undefined): string {
  if (!outer) return type;
  const [path, version] = outer.split('@');
  const [own, ownVersion] = type.split('@');
  return `${path}/${own}@${ownVersion ?? version}`;
}

/** What a condition or a loop is about. */
function inner(node: Node): Node {
  if (node.type === 'for_statement') return inner(node.childForFieldName('body') ?? node);
  if (node.type === 'if_statement') return node.namedChildren.at(-1) ?? node;
  return node;
}

function decoratorsOf(node: Node): Declared['decorators'] {
  const calls = node.namedChildren.flatMap((decorator) => decorator.namedChildren);
  return new Map(
    calls.map((call) => [
      call.childForFieldName('function')?.text ?? '',
      call.childForFieldName('arguments')?.namedChildren ?? [],
    ]),
  );
}
