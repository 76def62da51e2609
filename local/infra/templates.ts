import type { AzureTypes } from './azure-types.ts';
import { type Node, parseBicep, syntaxMistakes } from './bicep-syntax.ts';
import { kindOf } from './expression.ts';
import { houseMistakes } from './house-rules.ts';
import type { Mistake } from './mistake.ts';
import {
  fileBeside,
  idleOutputs,
  moduleOf,
  type Templates,
  wiringMistakes,
} from './module-wiring.ts';
import { idleNames, undeclaredNames } from './names.ts';
import { parameterMistakes } from './parameter-files.ts';
import { memberMistakes } from './resource-members.ts';
import { resourceMistakes } from './resource-types.ts';
import type { TextFile } from './telemetry-names.ts';
import { type Template, templateOf } from './template.ts';

export interface Checked {
  mistakes: Mistake[];
  /** Those whose syntax is right. */
  templates: Template[];
  /** Resources whose type Azure's extract has, and those it does not. */
  resources: { checked: number; unchecked: number };
}

/**
 * Everything that is wrong with Bicep files by themselves: syntax, types, modules, parameter files, and the rules of the house.
 * Without `types` nothing is compared with Azure's types. A file that is no Bicep is not looked at further.
 */
export async function checkTemplates(
  files: readonly TextFile[],
  types: AzureTypes | undefined,
): Promise<Checked> {
  const mistakes: Mistake[] = [];
  const templates = new Map<string, Template>();
  for (const { file, text } of files) {
    const root = await parseBicep(file, text);
    mistakes.push(...syntaxMistakes(file, root));
    templates.set(file, templateOf(file, text, root));
  }
  const modules = new Set(
    [...templates.values()].flatMap(({ file, modules: used }) =>
      used.map(({ path }) => fileBeside(file, path)),
    ),
  );
  const whole = [...templates.values()].filter(({ isBroken }) => !isBroken);
  for (const template of whole) {
    const isDeployed = !modules.has(template.file);
    mistakes.push(...templateMistakes(templates, template, types, isDeployed));
  }
  // what a broken file asks for is not known
  if (whole.length === templates.size) mistakes.push(...idleOutputs(templates));
  const resources = whole.flatMap((template) => template.resources);
  const checked = resources.filter(({ type }) => types?.resource(type) !== undefined).length;
  return {
    mistakes,
    templates: whole,
    resources: { checked, unchecked: resources.length - checked },
  };
}

function templateMistakes(
  templates: Templates,
  template: Template,
  types: AzureTypes | undefined,
  isDeployed: boolean,
): Mistake[] {
  const kind = (node: Node) => kindOf(node, template, (module, output) => typeOf(module, output));
  function typeOf(name: string, output: string): string | undefined {
    const module = template.modules.find((other) => other.name === name);
    const target = module && moduleOf(templates, template, module);
    return target?.outputs.find((other) => other.name === output)?.type;
  }
  const names = [...undeclaredNames(template), ...idleNames(template)];
  if (template.file.endsWith('.bicepparam'))
    return [...names, ...parameterMistakes(templates, template, kind)];
  const ofTypes = types
    ? [
        ...template.resources.flatMap((resource) =>
          resourceMistakes({ types, template, kind }, resource),
        ),
        ...memberMistakes(types, template),
      ]
    : [];
  return [
    ...names,
    ...wiringMistakes(templates, template, kind),
    ...houseMistakes(template, isDeployed),
    ...ofTypes,
  ];
}
