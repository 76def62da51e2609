import { existsSync, readFileSync } from 'node:fs';

const REQUIRED = 1;
const READ_ONLY = 2;

/** A property's flags, and the place of its type in the table. */
type PropertyType = [flags: number, type: number];

/** A type of Azure's own extract, as it is written there. */
export type AzureType =
  | 'string'
  | 'integer'
  | 'boolean'
  | 'any'
  | { o: Record<string, PropertyType>; '*'?: number; n: string }
  | { d: string; b: Record<string, PropertyType>; e: Record<string, number> }
  | { e: (string | number)[]; open?: 1 }
  | { a: number };

export type ObjectType = Extract<AzureType, { o: unknown }>;

export interface AzureTypes {
  /** The type of a resource, `Microsoft.Web/sites@2025-03-01`; undefined if the extract does not have it. */
  resource(type: string): AzureType | undefined;
  at(index: number): AzureType;
}

/** Azure's types; undefined where the file is not there. */
export function loadAzureTypes(path: string): AzureTypes | undefined {
  if (!existsSync(path)) return undefined;
  const { types, table }: { types: Record<string, number>; table: AzureType[] } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  const at = (index: number) => table[index] ?? 'any';
  return {
    at,
    resource(type) {
      const index = types[type];
      return index === undefined ? undefined : at(index);
    },
  };
}

export function isObject(type: AzureType): type is ObjectType {
  return typeof type === 'object' && 'o' in type;
}

export function isRequired([flags]: PropertyType): boolean {
  return (flags & REQUIRED) !== 0;
}

export function isReadOnly([flags]: PropertyType): boolean {
  return (flags & READ_ONLY) !== 0;
}

/** One of the types that an object may be of, by the text of the property that decides. */
export function variantOf(
  types: AzureTypes,
  union: Extract<AzureType, { d: string }>,
  value: string,
): ObjectType | undefined {
  const index = union.e[value];
  const variant = index === undefined ? undefined : types.at(index);
  return variant && isObject(variant) ? { ...variant, o: { ...union.b, ...variant.o } } : undefined;
}

/** What a value of this type is, in the words of Bicep. */
export function wordFor(type: AzureType): string {
  if (typeof type === 'string')
    return { string: 'a string', integer: 'an int', boolean: 'a bool', any: 'anything' }[type];
  if ('a' in type) return 'an array';
  if ('o' in type || 'd' in type) return 'an object';
  return typeof type.e[0] === 'number' ? 'an int' : 'a string';
}
