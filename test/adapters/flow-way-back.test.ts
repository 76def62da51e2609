import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CurrentFlow, FILE } from '../../adapters/flow-entities.ts';
import { back, forward } from '../../adapters/flow-way-back.ts';

const NEVER: CurrentFlow = { version: FILE, before: [] };

const changes = fc.array(
  fc.record({
    make: fc.constantFrom('publish', 'go'),
    version: fc.constantFrom('1', '2', '3', FILE),
  }),
);

function after(made: { make: string; version: string }[]): CurrentFlow {
  return made.reduce((current, { make, version }) => {
    if (version === current.version) return current;
    const isPublished = make === 'publish' && version !== FILE;
    return { version, before: isPublished ? forward(current) : back(version, current) };
  }, NEVER);
}

/** What one going back leads to. */
function goneBack(current: CurrentFlow): CurrentFlow {
  const [version = FILE] = current.before;
  return { version, before: back(version, current) };
}

test('going back ends at the file, after as many times as there are versions on the way', () => {
  fc.assert(
    fc.property(changes, (made) => {
      let current = after(made);
      for (const version of [...current.before, FILE]) {
        current = goneBack(current);
        expect(current.version).toBe(version);
      }
      expect(current).toEqual(NEVER);
    }),
  );
});

test('going back undoes what was published last', () => {
  fc.assert(
    fc.property(changes, (made) => {
      const before = after(made);
      const published = { version: 'new', before: forward(before) };
      expect(goneBack(published)).toEqual(before);
    }),
  );
});
