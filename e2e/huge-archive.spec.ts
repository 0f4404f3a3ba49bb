import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { Browser } from "@playwright/test";
import { writeArchive } from "../bench/exports/write-archive";
import { dropFiles, listCard, signIn } from "./story";
import { expect, test } from "./test";
import { words } from "./words";

const GIGABYTE = 1_000_000_000;

test("an archive of 2 GB is read beside the page, which stays free, and is not taken into memory", async ({
  page,
  person,
  browser,
}, info) => {
  const names = Array.from({ length: 5_000 }, (_, index) => ({ title: `somebody_${index}` }));
  const file = info.outputPath("instagram.zip");
  await writeArchive(file, 2 * GIGABYTE, {
    "connections/followers_and_following/following.json": JSON.stringify({
      relationships_following: names,
    }),
  });
  await signIn(page, person);
  await page.evaluate(noteReads);
  const before = await memoryOf(browser);

  await dropFiles(page, file);
  const card = listCard(page, "instagram");
  await expect(card).toContainText(words("bring.count", { count: names.length }));
  await card.getByRole("button", { name: words("bring.showNames", { count: 5_000 }) }).click();
  await expect(card.getByLabel("somebody_0", { exact: true })).toBeChecked();

  const reads = await page.evaluate(() => (window as unknown as { reads: string[] }).reads);
  const grown = (await memoryOf(browser)) - before;
  expect(reads, "what the page's own thread has read").toEqual([]);
  expect(grown, "bytes that the browser took more").toBeLessThan(0.3 * GIGABYTE);
});

/** Runs in the page: what its own thread reads of a file would hold up whatever the person does. */
function noteReads() {
  const reads: string[] = [];
  Object.assign(window, { reads });
  for (const [owner, names] of [
    [Blob.prototype, ["arrayBuffer", "bytes", "stream", "text"]],
    [FileReader.prototype, ["readAsArrayBuffer", "readAsText"]],
  ] as const) {
    for (const name of names) {
      const read = Reflect.get(owner, name);
      Reflect.set(owner, name, function (this: unknown, ...given: unknown[]) {
        reads.push(name);
        return Reflect.apply(read, this, given);
      });
    }
  }
}

/** The most memory that the browser's processes have taken so far, in bytes; elsewhere than on Linux, what they take. */
async function memoryOf(browser: Browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const kilobytes = await Promise.all(processInfo.map(({ id }) => peakOf(id)));
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024;
}

async function peakOf(pid: number) {
  if (process.platform !== "linux") {
    const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout);
  }
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
}
