import * as fc from 'fast-check';
import type { Schema } from './body-schemas.ts';

/** A number that is in bodies, and may be in no answer and no log. */
export const PLANTED_NUMBER = '+15550177';

const FORMATS: Record<string, string> = {
  e164: PLANTED_NUMBER,
  date: '2026-11-20',
  'date-time': '2026-11-20T10:15:02.234Z',
};

/** A value that has the form of a schema, every property that it knows among it. */
export function formed(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return formed(solid(schema));
  if (schema.format) return fc.constant(FORMATS[schema.format]);
  switch ([schema.type].flat()[0]) {
    case 'object': {
      const { properties = {}, additionalProperties: more } = schema;
      const named = Object.entries(properties).map(([name, one]) => [name, formed(one)]);
      if (typeof more === 'object') named.push(['name', formed(more)]);
      return fc.record(Object.fromEntries(named));
    }
    case 'array':
      return fc.array(formed(schema.items ?? {}), { minLength: 1, maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 9_999 });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.string({ unit: 'binary', minLength: schema.minLength ?? 0, maxLength: 40 });
  }
}

/** Of alternatives, the one with most to break. */
function solid({ anyOf = [] }: Schema): Schema {
  return anyOf.find(({ type }) => type === 'object' || type === 'array') ?? anyOf[0] ?? {};
}

/** A place in values of a schema: the way there, and what may go wrong. */
interface Place {
  path: (string | number)[];
  wrong: fc.Arbitrary<unknown>;
}

/** In place of a value: it is left out. */
const MISSING = Symbol('missing');

/** Values with one thing wrong, so that the schema refuses them for certain; `good` are the ones that are broken. */
export function broken(schema: Schema, good = formed(schema)): fc.Arbitrary<unknown> {
  const wrongs = places(schema).map(({ path, wrong }) => wrong.map((bad) => ({ path, bad })));
  return fc
    .tuple(good, fc.oneof(...wrongs))
    .map(([value, { path, bad }]) => withValue(value, path, bad));
}

/** Objects with properties of the right names, and anything in them: what is good is not left to the schema. */
export function anyhow({ properties = {} }: Schema): fc.Arbitrary<unknown> {
  return fc.dictionary(fc.constantFrom(...Object.keys(properties)), anything(), { minKeys: 1 });
}

function places(schema: Schema, path: Place['path'] = [], isRequired = false): Place[] {
  const inner = schema.anyOf ? solid(schema) : schema;
  const { properties = {}, required = [], additionalProperties: more, items } = inner;
  const below = Object.entries(properties).flatMap(([name, one]) =>
    places(one, [...path, name], required.includes(name)),
  );
  if (typeof more === 'object') below.push(...places(more, [...path, 'name']));
  if (more === false) below.push({ path: [...path, 'toString'], wrong: anything() });
  if (more === false) below.push({ path: [...path, '__proto__'], wrong: anything() });
  if (items) below.push(...places(items, [...path, 0]));
  const own = wrongFor(schema);
  if (isRequired) own.push(fc.constant(MISSING));
  return [...below, ...own.map((wrong) => ({ path, wrong }))];
}

/** What is no value of a schema: another type, or out of its range. */
function wrongFor(schema: Schema): fc.Arbitrary<unknown>[] {
  const types = [schema, ...(schema.anyOf ?? [])].flatMap(({ type = [] }) => type);
  const others = Object.entries(OF_TYPE).filter(([type]) => !types.includes(type));
  const wrong = others.filter(([type]) => type !== 'number' || !types.includes('integer'));
  const { minimum, maximum, minLength, maxLength } = schema;
  const isPicky = schema.enum || schema.const || schema.pattern;
  return [
    fc.oneof(...wrong.map(([, value]) => value)),
    ...(isPicky ? [fc.constantFrom('', '\n', 'constructor\n', 'x'.repeat(5_000))] : []),
    ...(minLength ? [fc.constant('')] : []),
    ...(maxLength ? [fc.constantFrom(maxLength + 1, 20_000).map((n) => 'x'.repeat(n))] : []),
    ...(minimum === undefined ? [] : [fc.constantFrom(minimum - 1, -1e308)]),
    ...(maximum === undefined ? [] : [fc.constantFrom(maximum + 1, 1e308)]),
    ...(types.includes('integer') ? [fc.constant(1.5)] : []),
  ];
}

const nested = fc.integer({ min: 1, max: 1_000 }).map((depth) => {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { x: value };
  return value;
});

const prototypes = fc
  .constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty')
  .map((name): unknown => JSON.parse(`{"${name}": {"polluted": true}}`));

const OF_TYPE = {
  null: fc.constant(null),
  boolean: fc.boolean(),
  number: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()),
  string: fc.oneof(fc.string({ unit: 'binary' }), fc.constant('x'.repeat(60_000))),
  array: fc.oneof(
    fc.array(fc.jsonValue(), { maxLength: 3 }),
    nested.map((value) => [value]),
  ),
  object: fc.oneof(
    fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { maxKeys: 3 }),
    nested.map((value) => ({ value })),
    prototypes,
  ),
};

function anything(): fc.Arbitrary<unknown> {
  return fc.oneof(...Object.values(OF_TYPE));
}

function withValue(value: unknown, [step, ...rest]: Place['path'], bad: unknown): unknown {
  if (step === undefined) return bad;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const inner = (value as Record<string, unknown>)[step];
  // defined, not assigned: "__proto__" is to be a property like any other
  const changed = rest.length > 0 ? withValue(inner, rest, bad) : bad;
  Object.defineProperty(copy, step, { value: changed, enumerable: changed !== MISSING });
  return copy;
}
