import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { Browser, Page } from "@playwright/test";
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
  const tasks = await noteTasks(page, browser);

  await dropFiles(page, file);
  const card = listCard(page, "instagram");
  await expect(card).toContainText(words("bring.count", { count: names.length }));
  expect(await tasks.longest(), "ms for which the page was busy at a stretch").toBeLessThan(100);
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

/**
 * Notes what pages' own threads do until it is asked: how long the longest task kept one busy, in milliseconds of the
 * thread's own time, which counts nothing else that the machine does.
 */
async function noteTasks(page: Page, browser: Browser) {
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  return {
    async longest() {
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as Trace;
      const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
      const mains = new Set(
        traceEvents.filter(({ args }) => args?.name === "CrRendererMain").map(threadOf),
      );
      const tasks = traceEvents.filter(
        (event) => event.name === "RunTask" && mains.has(threadOf(event)),
      );
      expect(tasks.length, "tasks that were noted").toBeGreaterThan(0);
      return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
    },
  };
}

type Trace = { traceEvents: TraceEvent[] };
/** `tdur`: the thread's own time in microseconds. */
type TraceEvent = {
  name: string;
  pid: number;
  tid: number;
  tdur?: number;
  args?: { name?: unknown };
};

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
