import * as fc from 'fast-check';

const LIMIT = 256 * 1024;

/** Bytes that are no JSON text, made of one that is: cut off, in another encoding, out of UTF-8, or twice. */
export function noJson(text: string): fc.Arbitrary<Buffer> {
  const whole = Buffer.from(text);
  const at = fc.integer({ min: 1, max: Math.max(1, whole.length - 1) });
  return fc
    .oneof(
      at.map((end) => whole.subarray(0, end)),
      fc.tuple(at, fc.constantFrom(0x80, 0xc0, 0xed, 0xff)).map(([index, byte]) => {
        return Buffer.concat([whole.subarray(0, index), Buffer.of(byte), whole.subarray(index)]);
      }),
      fc.constantFrom(Buffer.from(text, 'utf16le'), Buffer.from(text + text), Buffer.of()),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.of(0xff), bytes])),
      fc.constantFrom('NaN', 'undefined', "{'to': 1}", '{"to": 1,}', '{"to": 1}//', '[', '"'),
    )
    .map((bytes) => Buffer.from(bytes));
}

/** JSON that is nested as deep as a body may be. */
export function nested(text: string): fc.Arbitrary<Buffer> {
  return fc.constantFrom(1_000, 20_000, 100_000).map((depth) => {
    return Buffer.from('['.repeat(depth) + text + ']'.repeat(depth));
  });
}

/** More than a body may have, as good as it is otherwise. */
export function tooLarge(text: string): fc.Arbitrary<Buffer> {
  return fc.constantFrom(1, 100_000).map((more) => Buffer.from(text.padEnd(LIMIT + more)));
}
