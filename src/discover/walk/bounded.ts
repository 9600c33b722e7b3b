/**
 * Runs work on every item, at most `limit` at once, in their order.
 *
 * @returns the results in the order of the items
 * @throws the first error that work throws; work that runs already is not waited for
 */
export async function bounded<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
