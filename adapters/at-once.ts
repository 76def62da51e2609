/** So many are under way at the same time: one that is slow must not keep the others waiting. */
const AT_ONCE = 8;

/**
 * Does something with each of `items`, eight side by side; what came of each, in their order. When one rejects no others are begun, and
 * this rejects likewise once those under way have ended: nothing goes on behind who asked.
 */
export async function eachOf<Item, Done>(
  items: readonly Item[],
  task: (item: Item) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = [];
  const left = items.entries();
  let failed: { error: unknown } | undefined;
  const next = async () => {
    for (const [index, item] of left) {
      if (failed) return;
      try {
        done[index] = await task(item);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  if (failed) throw failed.error;
  return done;
}
