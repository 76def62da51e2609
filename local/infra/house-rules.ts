import { didYouMean } from '../../calls/flow-words.ts';
import { ALLOWED_TYPES } from './allowed-types.ts';
import { all, literal, type Node } from './bicep-syntax.ts';
import { type Mistake, mistakeAt } from './mistake.ts';
import type { Template, Typed } from './template.ts';

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/** Functions of resources that hand out keys: listKeys, listAccountSas, getSecret. */
const HANDS_OUT_SECRETS = /^(list[A-Z]\w*|getSecret)$/;
/** Properties that hold a secret, or count as one. */
const SECRET_PROPERTY =
  /^(connectionString|instrumentationKey|(primary|secondary)\w*key|\w*(password|secret|accessKey))$/i;

/** What every template of ours keeps to, whatever it is about. `isDeployed`: it is no module of another. */
export function houseMistakes(template: Template, isDeployed: boolean): Mistake[] {
  return [
    ...described(template, template.params, 'param'),
    ...described(template, template.outputs, 'output'),
    ...types(template),
    ...secrets(template),
    ...identifiers(template),
    ...(isDeployed ? outputNames(template) : []),
  ];
}

function described({ file }: Template, declared: readonly Typed[], what: string): Mistake[] {
  return declared
    .filter(({ decorators }) => !literal(decorators.get('description')?.[0])?.trim())
    .map(({ name, node }) =>
      mistakeAt(
        file,
        node,
        `${what} "${name}" is not described. Write @description('…') above it.`,
      ),
    );
}

function types({ file, resources }: Template): Mistake[] {
  return resources
    .filter(({ type }) => !ALLOWED_TYPES.has(type))
    .map(({ type, node }) => {
      const hint = didYouMean(type, [...ALLOWED_TYPES]);
      const message = `"${type}" is not among local/infra/allowed-types.ts.${hint}`;
      return mistakeAt(file, node, message);
    });
}

function secrets(template: Template): Mistake[] {
  const { file } = template;
  const handedOut = [...all(template.root)].flatMap((node) => {
    const name = node.type === 'call_expression' ? calledName(node) : '';
    if (!HANDS_OUT_SECRETS.test(name)) return [];
    return [mistakeAt(file, node, `${name} hands out a key. Give an identity a role instead.`)];
  });
  const secure = template.params.filter(({ decorators }) => decorators.has('secure'));
  const told = template.outputs.flatMap(({ name, value }) => {
    const secret = value && [...all(value)].find((node) => isSecret(node, secure));
    if (!secret) return [];
    const message = `output "${name}" tells ${secret.text}, which deployments keep readable. Hand on a name or an id.`;
    return [mistakeAt(file, secret, message)];
  });
  return [...handedOut, ...told];
}

function calledName(call: Node): string {
  const called = call.childForFieldName('function');
  return (called?.childForFieldName('property') ?? called)?.text ?? '';
}

function isSecret(node: Node, secure: readonly Typed[]): boolean {
  if (node.type === 'property_identifier') return SECRET_PROPERTY.test(node.text);
  return node.type === 'identifier' && secure.some(({ name }) => name === node.text);
}

function identifiers({ file, root }: Template): Mistake[] {
  return [...all(root)]
    .filter((node) => node.type === 'string' && GUID.test(literal(node) ?? ''))
    .map((node) =>
      mistakeAt(file, node, `${node.text} has no name. Write it into infra/roles.json under one.`),
    );
}

/** azd makes variables of the outputs, and variables are written so. */
function outputNames({ file, outputs }: Template): Mistake[] {
  return outputs
    .filter(({ name }) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name))
    .map(({ name, node }) =>
      mistakeAt(file, node, `output "${name}" becomes a variable of azd. Write it LIKE_THIS.`),
    );
}
