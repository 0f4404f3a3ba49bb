import { rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const EVERY_MS = 15_000;

/**
 * Writes a file anew every 15 seconds for as long as all is well: whoever looks at its age (a container's health check)
 * knows whether this process still turns.
 *
 * @param isWell asked each time before.
 * @returns what ends it and removes the file.
 */
export function keepHeartbeat(
  file: string,
  isWell: () => Promise<boolean>,
  everyMs = EVERY_MS,
): () => Promise<void> {
  const end = new AbortController();
  const beating = beat();
  return async () => {
    end.abort();
    await beating;
    await rm(file, { force: true });
  };

  async function beat() {
    while (!end.signal.aborted) {
      if (await isWell()) await writeFile(file, `${new Date().toISOString()}\n`);
      await sleep(everyMs, undefined, { signal: end.signal }).catch(() => {});
    }
  }
}
