import { link, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./process";

/** Longer than anything that is done under such a lock: whoever has it then has died, and its number lives on in another. */
const STALE_MS = 5 * 60_000;
const RETRY_MS = 50;

/** Runs `work` while no other process of this machine holds the same lock file. The lock of one that died is taken over. */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const own = `${file}.${process.pid}.${crypto.randomUUID()}`;
  try {
    while (!(await take(file, own))) await sleep(RETRY_MS);
    return await work().finally(() => rm(file, { force: true }));
  } finally {
    await rm(own, { force: true });
  }
}

/** A link is made in one step, with the number of its process in it and the time of this moment. */
async function take(file: string, own: string) {
  await writeFile(own, String(process.pid));
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (await isStale(file)) await removeStale(file, own);
    return false;
  }
}

async function isStale(file: string) {
  try {
    const [pid, { mtimeMs }] = [Number(await readFile(file, "utf8")), await stat(file)];
    return !isAlive(pid) || Date.now() - mtimeMs > STALE_MS;
  } catch {
    return false;
  }
}

/** Moved aside first, and looked at again: another process may have taken the lock over a moment ago. */
async function removeStale(file: string, own: string) {
  const aside = `${own}.aside`;
  await rename(file, aside).catch(() => {});
  if (!(await isStale(aside))) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}
