/** Each account costs as much waiting (files, PLC) as computing: more at once gains nothing on two cores. */
const AT_ONCE = 4;

/** Runs a task for each item, a few at a time; the results have the order of the items. */
export async function inParallel<Item, Result>(
  items: Item[],
  task: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await task(item, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
