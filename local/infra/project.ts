import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { settingMistakes } from './app-settings.ts';
import type { AzureTypes } from './azure-types.ts';
import { codeNames } from './code-names.ts';
import { functionMistakes } from './function-names.ts';
import type { Mistake } from './mistake.ts';
import { roleMistakes } from './roles.ts';
import { tableMistakes } from './table-names.ts';
import { type TextFile, telemetryMistakes } from './telemetry-names.ts';
import { type Checked, checkTemplates } from './templates.ts';

const INFRA = 'infra';
const QUERIES = 'docs/queries';
const ROLES = 'infra/roles.json';
const TELEMETRY = 'infra/telemetry-names.json';

/** What is wrong with `infra/` of a project, and between it and the code. */
export async function checkProject(root: string, types: AzureTypes | undefined): Promise<Checked> {
  const infra = filesIn(root, INFRA);
  const bicep = infra.filter(({ file }) => /\.bicep(param)?$/.test(file));
  const checked = await checkTemplates(bicep, types);
  const names = codeNames(root);
  const { templates } = checked;
  const named = (path: string) => infra.find(({ file }) => file === path);
  const [roles, telemetry] = [named(ROLES), named(TELEMETRY)];
  const queries = [
    ...infra.filter(({ file }) => file !== TELEMETRY && /\.(bicep|json)$/.test(file)),
    ...filesIn(root, QUERIES),
  ];
  const mistakes: Mistake[] = [
    ...checked.mistakes,
    ...settingMistakes(templates, names.settings),
    ...tableMistakes(templates, names.tables),
    ...functionMistakes(templates, names.functions),
    ...(roles ? roleMistakes(roles, templates) : []),
    ...(telemetry ? telemetryMistakes(telemetry, queries, names.isWritten) : []),
  ];
  return { ...checked, mistakes };
}

/** The files below a folder of the project, named from its root, with slashes. */
export function filesIn(root: string, folder: string): TextFile[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({
      file: path.slice(join(root, sep).length).replaceAll(sep, '/'),
      text: readFileSync(path, 'utf8'),
    }));
}
