import { posix } from 'node:path';
import { didYouMean } from '../../calls/flow-words.ts';
import { all, literal, type Node, propertiesOf, propertyOf } from './bicep-syntax.ts';
import { type Kind, kindOfType, outputIn } from './expression.ts';
import { type Mistake, mistakeAt } from './mistake.ts';
import type { Module, Template, Typed } from './template.ts';

export type Templates = ReadonlyMap<string, Template>;

/** The file a module or a parameter file is about. */
export function fileBeside(file: string, path: string): string {
  return posix.join(posix.dirname(file), path);
}

export function moduleOf(templates: Templates, template: Template, module: Module) {
  return templates.get(fileBeside(template.file, module.path));
}

/** Modules that are not there, and params and outputs that do not fit them. */
export function wiringMistakes(
  templates: Templates,
  template: Template,
  kind: (node: Node) => Kind,
): Mistake[] {
  const { file } = template;
  const modules = template.modules.flatMap((module) => {
    const target = moduleOf(templates, template, module);
    if (!target)
      return [mistakeAt(file, module.pathNode, `There is no module at "${module.path}".`)];
    if (target.isBroken) return [];
    const given = propertyOf(module.value, 'params');
    const place = given ?? module.node;
    return givenMistakes({ file, what: `module "${module.name}"`, given, place, target, kind });
  });
  return [...modules, ...outputMistakes(templates, template)];
}

interface Given {
  file: string;
  what: string;
  given: Node | undefined;
  place: Node;
  target: Template;
  kind(node: Node): Kind;
}

function givenMistakes({ file, what, given, place, target, kind }: Given): Mistake[] {
  const properties = given ? propertiesOf(given) : [];
  const names = target.params.map(({ name }) => name);
  const wrong = properties.flatMap(({ name, key, value }) => {
    const param = target.params.find((other) => other.name === name);
    if (param) return unfitting(file, value, param, kind);
    const hint = didYouMean(name ?? '', names) || ` It takes ${names.join(', ')}.`;
    return [mistakeAt(file, key, `${what} has no param "${key.text}".${hint}`)];
  });
  const missing = missingParams(
    target,
    properties.map(({ name }) => name),
  );
  return [
    ...wrong,
    ...missing.map((name) => mistakeAt(file, place, `${what} needs the param "${name}".`)),
  ];
}

/** Params without a default that nobody gives. */
export function missingParams(target: Template, given: readonly (string | undefined)[]): string[] {
  return target.params
    .filter(({ name, value, type }) => !value && !type.endsWith('?') && !given.includes(name))
    .map(({ name }) => name);
}

/** A value that the param does not take: of another kind, or not among those allowed. */
export function unfitting(
  file: string,
  value: Node,
  param: Typed,
  kind: (node: Node) => Kind,
): Mistake[] {
  const wanted = kindOfType(param.type);
  const is = kind(value);
  if (wanted !== 'unknown' && is !== 'unknown' && wanted !== is)
    return [
      mistakeAt(
        file,
        value,
        `"${param.name}" is of the type ${param.type}; this is of the kind ${is}.`,
      ),
    ];
  const allowed =
    param.decorators.get('allowed')?.[0]?.namedChildren.map((each) => each.text) ?? [];
  const isConstant = literal(value) !== undefined || value.type === 'number';
  if (allowed.length === 0 || !isConstant || allowed.includes(value.text)) return [];
  return [
    mistakeAt(
      file,
      value,
      `"${param.name}" cannot be ${value.text}. Take one of ${allowed.join(', ')}.`,
    ),
  ];
}

function outputMistakes(templates: Templates, template: Template): Mistake[] {
  return [...all(template.root)].flatMap((node) => {
    const output = outputIn(node, template);
    const module = template.modules.find(({ name }) => name === output?.module);
    const target = module && moduleOf(templates, template, module);
    if (!output || !target || target.isBroken) return [];
    const names = target.outputs.map(({ name }) => name);
    if (names.includes(output.name)) return [];
    const hint = didYouMean(output.name, names) || ` It has ${names.join(', ') || 'none'}.`;
    const message = `module "${output.module}" has no output "${output.name}".${hint}`;
    return [mistakeAt(template.file, output.node, message)];
  });
}

/** Outputs of modules that no template asks for; those of a template that is deployed are for people. */
export function idleOutputs(templates: Templates): Mistake[] {
  const modules = new Set<string>();
  const asked = new Set<string>();
  for (const template of templates.values()) {
    const fileOf = (module: Module) => fileBeside(template.file, module.path);
    for (const module of template.modules) modules.add(fileOf(module));
    for (const node of all(template.root)) {
      const output = outputIn(node, template);
      const module = template.modules.find(({ name }) => name === output?.module);
      if (output && module) asked.add(`${fileOf(module)} ${output.name}`);
    }
  }
  return [...templates.values()]
    .filter(({ file }) => modules.has(file))
    .flatMap(({ file, outputs }) =>
      outputs
        .filter(({ name }) => !asked.has(`${file} ${name}`))
        .map(({ name, node }) =>
          mistakeAt(file, node, `Nobody asks for the output "${name}". Remove it.`),
        ),
    );
}
