import { didYouMean } from '../../calls/flow-words.ts';
import { literal, type Node } from './bicep-syntax.ts';
import type { Kind } from './expression.ts';
import { type Mistake, mistakeAt } from './mistake.ts';
import { fileBeside, missingParams, type Templates, unfitting } from './module-wiring.ts';
import type { Template } from './template.ts';

/** A parameter file against the template that it is for. */
export function parameterMistakes(
  templates: Templates,
  parameters: Template,
  kind: (node: Node) => Kind,
): Mistake[] {
  const { file, root, using, variables } = parameters;
  const path = literal(using);
  if (!using || path === undefined)
    return [
      mistakeAt(file, root, "The file does not say what it is for. Begin with: using 'main.bicep'"),
    ];
  const target = templates.get(fileBeside(file, path));
  if (!target) return [mistakeAt(file, using, `There is no template at "${path}".`)];
  if (target.isBroken) return [];

  const names = target.params.map(({ name }) => name);
  const wrong = variables.flatMap(({ name, node, value }) => {
    const param = target.params.find((other) => other.name === name);
    if (param) return value ? unfitting(file, value, param, kind) : [];
    const hint = didYouMean(name, names) || ` It takes ${names.join(', ')}.`;
    return [mistakeAt(file, node, `${path} has no param "${name}".${hint}`)];
  });
  const missing = missingParams(
    target,
    variables.map(({ name }) => name),
  );
  return [
    ...wrong,
    ...missing.map((name) => mistakeAt(file, using, `${path} needs the param "${name}".`)),
  ];
}
