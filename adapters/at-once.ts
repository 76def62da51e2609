/** So many are under way at the same time: one that is slow must not keep the others waiting. */
const AT_ONCE = 8;

/** Does something with each of `items`, eight side by side; what came of each, in their order. Rejects with the first that does. */
export async function eachOf<Item, Done>(
  items: readonly Item[],
  task: (item: Item) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = [];
  const left = items.entries();
  const next = async () => {
    for (const [index, item] of left) done[index] = await task(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return done;
}
