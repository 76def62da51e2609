import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publishedEntity, publishedIn } from '../../adapters/flow-entities.ts';

/** Characters of UTF-16 that one column of a table takes. */
const MOST = 32 * 1024;

test('a text goes over columns that each take it, between characters, and comes back whole', () => {
  const piece = fc.constantFrom('🤖', 'x', 'é', '\n');
  const texts = fc
    .tuple(fc.array(piece, { maxLength: 3 }), fc.array(piece, { minLength: 1, maxLength: 5 }))
    .map(([head, body]) => head.join('') + body.join('').repeat(30_000));
  fc.assert(
    fc.property(texts, (source) => {
      const published = { publishedBy: 'ann', publishedAt: '2026-11-20T10:15:02.000Z' };
      const row = publishedEntity({ version: '3f9a0c1be27d', source, ...published });
      const columns = Object.entries(row).filter(([name]) => name.startsWith('source'));
      for (const [, text] of columns) {
        expect(String(text).length).toBeLessThanOrEqual(MOST);
        expect(String(text).isWellFormed()).toBe(true);
      }
      expect(publishedIn(row).source).toBe(source);
    }),
    { numRuns: 50 },
  );
});
