/** A count of things as people read it: `1 call`, `2 calls`. `more`: the word for several, where it is not the one with an s. */
export function many(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}
