import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import { PROPERTIES } from '../../calls/flow-schema.ts';
import { AUDIO, GOOD, WITH_PERSON, WITH_TRANSFER } from './broken-flow.ts';

const properties = Object.values(PROPERTIES).flat();
const odd = ['*', '&a', '? ', '- ', '\t', '{', '[', '#', '"', '|\n', '!t ', '<<: ', '---\n', '\r'];
const fragment = fc.constantFrom(
  ...WITH_PERSON.split(/(?<=\W)/),
  ...properties,
  ...odd,
  '__proto__',
);

/** Fragments of YAML in any order. */
const jumble = fc.array(fragment, { maxLength: 60 }).map((fragments) => fragments.join(''));

/** A good flow with a piece of it exchanged. */
const slip = fc
  .tuple(fc.constantFrom(GOOD, WITH_PERSON, WITH_TRANSFER), fc.nat(500), fc.nat(20), fragment)
  .map(([good, at, length, put]) => good.slice(0, at) + put + good.slice(at + length));

/** Known properties with unknown values, as JSON, which is YAML. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom('a', 1, true, null, { exactly: 4 }, ['#'], { busy: '{a}' }),
  fc.record({ text: fc.constantFrom('a', '{a}', 1), audio: fc.constantFrom('hello.wav', 'a', 1) }),
);
const name = fc.constantFrom('a', 'b', 'toString', 'a b');
const body = fc.dictionary(fc.constantFrom(...properties), value, { maxKeys: 6 });
const json = fc
  .dictionary(
    fc.constantFrom(...PROPERTIES.flow),
    fc.oneof({ weight: 3, arbitrary: fc.dictionary(name, body) }, { weight: 1, arbitrary: value }),
  )
  .map((flow) => JSON.stringify(flow, null, 1));

test.each([
  ['characters', fc.string({ unit: 'binary', maxLength: 200 })],
  ['fragments of YAML', jumble],
  ['a flow with one slip', slip],
  ['values in places of a flow', json],
])('%s are a flow, or have mistakes at places of the text', (_, text) => {
  fc.assert(
    fc.property(text, (yaml) => {
      const result = parseFlow(yaml, 'f.yaml', AUDIO);
      if (result.ok) return;
      const lines = yaml.split('\n');
      expect(result.mistakes.length).toBeGreaterThan(0);
      for (const { line, column } of result.mistakes) {
        expect(column).toBeGreaterThan(0);
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
      }
    }),
    { numRuns: 300 },
  );
});

test.each(['[', '{a: ', '- ', '? ', '&a ', '"', 'a: |\n  '])(
  '%j a thousand times over is told as a mistake',
  (part) => {
    expect(parseFlow(part.repeat(1000), 'f.yaml').ok).toBe(false);
  },
);
