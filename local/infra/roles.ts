import { didYouMean } from '../../calls/flow-words.ts';
import { all, literal } from './bicep-syntax.ts';
import { type Mistake, mistakeAt, mistakeIn } from './mistake.ts';
import type { Template } from './template.ts';

/** Ids of built-in roles, seen in several independent public templates (the same in every tenant). */
const BUILT_IN: Readonly<Record<string, string>> = {
  'Cognitive Services User': 'a97b65f3-24c7-4388-baec-2e87135dc908',
  'Communication and Email Service Owner': '09976791-48a7-449e-bb21-39d1a415f350',
  'Durable Task Data Contributor': '0ad04412-c4d5-4796-b79c-f76d14c8d402',
  'Durable Task Worker': '80d0d6b0-f522-40a4-8886-a5a11720c375',
  'Key Vault Crypto User': '12338af0-0e69-4776-bea7-57ae8d297424',
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb',
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
  'Storage Queue Data Message Sender': 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a',
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
  'Storage Table Data Reader': '76199698-9eea-4c19-bc75-cec21354c6b6',
};

/** Names of roles against their ids, and against the templates that use them: `roles['Storage Blob Data Owner']`. */
export function roleMistakes(
  { file, text }: { file: string; text: string },
  templates: readonly Template[],
): Mistake[] {
  const roles: Record<string, string> = JSON.parse(text);
  const names = Object.keys(roles);
  const used = templates.flatMap((template) => rolesUsed(template));
  const listed = names.flatMap((name) => {
    const at = (message: string) => [mistakeIn(file, text, text.indexOf(`"${name}"`), message)];
    const id = BUILT_IN[name];
    if (!id) return at(`"${name}" is no role we know.${didYouMean(name, Object.keys(BUILT_IN))}`);
    if (id !== roles[name]) return at(`"${name}" has the id ${id}. Correct it.`);
    return used.some((use) => use.name === name) ? [] : at(`Nobody gets "${name}". Remove it.`);
  });
  const unknown = used
    .filter(({ name }) => !names.includes(name))
    .map(({ name, node, template }) => {
      const hint = didYouMean(name, names) || ' Write it there with its id.';
      return mistakeAt(template.file, node, `"${name}" is not in ${file}.${hint}`);
    });
  return [...listed, ...unknown];
}

function rolesUsed(template: Template) {
  return [...all(template.root)].flatMap((node) => {
    if (node.type !== 'subscript_expression') return [];
    if (node.childForFieldName('object')?.text !== 'roles') return [];
    const index = node.childForFieldName('index');
    const name = index ? literal(index) : undefined;
    return index && name !== undefined ? [{ name, node: index, template }] : [];
  });
}
