import { resolve } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { loadAzureTypes } from './infra/azure-types.ts';
import { type Mistake, report } from './infra/mistake.ts';
import { checkProject } from './infra/project.ts';
import { findBicepCli, realMistakes } from './infra/real-cli.ts';
import type { Checked } from './infra/templates.ts';
import { EXIT, parsedArguments, WrongUsage } from './wrong-usage.ts';

const TYPES = '../shared/azure-types.json';

const HELP = `npm run infra:check [-- options]      is infra/ right? Every mistake with file, line and column

Looked at: the syntax of every Bicep file, its types, modules and parameter files, the rules of the house, and whether
settings, tables, functions, roles and the names in alerts are those of the code. It needs no network and no Azure.
Where bicep or az is on the PATH, the real CLI builds and lints every template as well.

  --types FILE   Azure's types (default: ${TYPES}; without the file they are not compared)
  --no-cli       the real CLI is not asked, even where it is
  --help         this text

Exit code: 0 all is well, 1 there are mistakes, 2 wrong usage.`;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const { values } = parsedArguments(() =>
      parseArgs({
        allowNegative: true,
        options: {
          types: { type: 'string' },
          cli: { type: 'boolean', default: true },
          help: { type: 'boolean', default: false },
        },
      }),
    );
    if (values.help) {
      console.log(HELP);
      return EXIT.done;
    }
    return await check(values.types, values.cli);
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(error.message);
    return EXIT.wrongUsage;
  }
}

async function check(typesFile: string | undefined, withCli: boolean): Promise<number> {
  const root = resolve(import.meta.dirname, '..');
  const types = loadAzureTypes(resolve(root, typesFile ?? TYPES));
  if (typesFile && !types) throw new WrongUsage(`There is no file ${typesFile}.`);
  const checked = await checkProject(root, types);
  const cli = withCli ? findBicepCli() : undefined;
  const mistakes = [...checked.mistakes, ...(cli ? await askedOf(cli, root, checked) : [])];

  const { checked: known, unchecked } = checked.resources;
  console.log(
    types
      ? `Types: ${known} resources are compared with Azure's types${unchecked > 0 ? `, ${unchecked} are of a type that is not among them` : ''}.`
      : `Types: not compared, as ${typesFile ?? TYPES} is not here.`,
  );
  console.log(`The real CLI: ${cli ? `${cli.join(' ')} has built every template` : 'not asked'}.`);
  if (mistakes.length > 0) {
    const lines = report(mistakes, 'infra').split('\n');
    const last = styleText('red', lines.at(-1) ?? '', { stream: process.stderr });
    console.error([...lines.slice(0, -1), last].join('\n'));
    return EXIT.failed;
  }
  console.log(`infra is fine: ${checked.templates.length} files.`);
  return EXIT.done;
}

/** Templates that are deployed, and parameter files: building one builds its modules. */
async function askedOf(
  cli: readonly string[],
  root: string,
  { templates }: Checked,
): Promise<Mistake[]> {
  const files = templates.map(({ file }) => file).filter((file) => !file.includes('/modules/'));
  const told: Mistake[] = [];
  for (const file of files) told.push(...(await realMistakes(cli, root, file)));
  return [...new Map(told.map((each) => [JSON.stringify(each), each])).values()];
}
