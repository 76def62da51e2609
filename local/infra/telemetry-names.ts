import { didYouMean } from '../../calls/flow-words.ts';
import { type Mistake, mistakeIn } from './mistake.ts';

export interface TextFile {
  file: string;
  text: string;
}

/** What queries and alerts name; `infra/telemetry-names.json` lists them all. */
export type NameKind =
  | 'logEvents'
  | 'logFields'
  | 'callEvents'
  | 'callbackRoutes'
  | 'tables'
  | 'metrics';

type Names = Record<NameKind, string[]>;

/** How a query names each of them. In JSON the quotes of a query have a backslash before them. */
const USES: readonly { kind: NameKind; use: RegExp; isList?: boolean }[] = [
  { kind: 'logEvents', use: /\bevent == \\?"([\w-]+)/g },
  { kind: 'logEvents', use: /\bevent in \(([^)]*)\)/g, isList: true },
  { kind: 'logFields', use: /\bline\.(\w+)/g },
  { kind: 'callEvents', use: /\bline\.types has \\?"(\w+)/g },
  { kind: 'callbackRoutes', use: /\/api\/calls\/\[\^\/\]\+\/\(([\w|]+)\)/g, isList: true },
  { kind: 'tables', use: /\b((?:App|ACS|AZKV)[A-Z]\w+)\s*(?:\n\s*)?\|/g },
  { kind: 'metrics', use: /\bmetric: '(\w+)'/g },
];

export interface NameUse extends TextFile {
  kind: NameKind;
  name: string;
  index: number;
}

/** Every name that a query in the text uses. */
export function namesIn(source: TextFile): NameUse[] {
  return USES.flatMap(({ kind, use, isList }) =>
    [...source.text.matchAll(use)].flatMap((match) => {
      const [whole, named = ''] = match;
      const start = match.index + whole.indexOf(named);
      if (!isList) return [{ ...source, kind, name: named, index: start }];
      return [...named.matchAll(/[\w-]+/g)].map((word) => ({
        ...source,
        kind,
        name: word[0],
        index: start + word.index,
      }));
    }),
  );
}

/**
 * What queries name, against the list, and the list against the code: an alert on a line that nobody writes is silent for
 * ever. `isWritten` tells whether the code has a name; tables and metrics are Azure's own, and count as written.
 */
export function telemetryMistakes(
  list: TextFile,
  sources: readonly TextFile[],
  isWritten: (kind: NameKind, name: string) => boolean,
): Mistake[] {
  const names: Names = JSON.parse(list.text);
  const uses = sources.flatMap(namesIn);
  const unlisted = uses
    .filter(({ kind, name }) => !names[kind].includes(name))
    .map(({ file, text, index, kind, name }) => {
      const hint = didYouMean(name, names[kind]) || ` Write it there, under ${kind}.`;
      return mistakeIn(file, text, index, `"${name}" is not in ${list.file}.${hint}`);
    });
  const listed = (Object.keys(names) as NameKind[]).flatMap((kind) => {
    const start = list.text.indexOf(`"${kind}"`);
    return names[kind].flatMap((name) => {
      const index = list.text.indexOf(`"${name}"`, start + kind.length + 2);
      const at = (message: string) => [mistakeIn(list.file, list.text, index, message)];
      if (!isWritten(kind, name))
        return at(`the code has no "${name}" (${kind}). Correct or remove it.`);
      const isUsed = uses.some((use) => use.kind === kind && use.name === name);
      return isUsed ? [] : at(`no query uses "${name}" (${kind}). Remove it.`);
    });
  });
  return [...unlisted, ...listed];
}
