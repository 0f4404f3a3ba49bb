/** Each account costs as much waiting (files, PLC) as computing: more at once gains nothing on two cores. */
const AT_ONCE = 4;

/**
 * Runs a task for each item, a few at a time; the results have the order of the items. When it rejects, because a task
 * has failed or the signal is aborted, no task is running any more.
 */
export async function inParallel<Item, Result>(
  items: Item[],
  signal: AbortSignal,
  task: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  let isFailing = false;

  async function work() {
    for (const [index, item] of queue) {
      signal.throwIfAborted();
      if (isFailing) return;
      try {
        results[index] = await task(item, index);
      } catch (error) {
        isFailing = true;
        throw error;
      }
    }
  }
  const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = workers.find((worker) => worker.status === "rejected");
  if (failed) throw failed.reason;
  return results;
}
