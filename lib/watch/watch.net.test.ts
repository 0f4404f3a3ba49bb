import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joinNetwork } from "@/e2e/network/join";
import type { Did, Network } from "@/e2e/network/network";
import { db } from "@/lib/db";
import { type Child, startChild } from "@/scripts/child";
import { addUser, bringList, matchLists } from "@/test/bring-list";
import { startOwnNetwork } from "@/test/network";

const root = fileURLToPath(new URL("../../", import.meta.url));
const LONGEST_MS = 5 * 60_000;
const HOST = "bsky.social";

let network: Network;
const workers: Child[] = [];

beforeAll(async () => {
  network = await startOwnNetwork();
});
afterAll(async () => {
  await killWorkers();
  await network.stop();
});

test(
  "of 200 names that nobody has, those arrive who turn up, once, whatever the workers go through",
  async () => {
    const names = inventNames(200);
    const [joining, renaming, writing] = [
      names.slice(0, 40),
      names.slice(40, 60),
      names.slice(60, 80),
    ];
    const [ada, bo] = [await addUser("ada.test"), await addUser("bo.test")];
    await bringList(ada, "instagram", names);
    await bringList(bo, "instagram", [...names.slice(30, 50), ...inventNames(20)]);
    await matchLists();
    expect(await db.userSourceFollow.count({ where: { state: "not_found" } })).toBe(240);

    startWorker();
    startWorker();
    // Who joins before the first connection is there has joined before anybody watched.
    await until(async () => {
      await join(...inventNames(1));
      return (await readCursor()) >= 0;
    });
    const ending = new AbortController();
    const killing = killNowAndThen(ending.signal);
    for (const name of [...joining, ...inventNames(20)]) await join(name);
    for (const name of renaming) {
      const { did } = await join(...inventNames(1));
      await network.renamePerson(did as Did, `${name}.${HOST}`);
    }
    for (const name of writing) {
      const joined = await join(...inventNames(1));
      await joined.writeProfile({ displayName: "Somebody" });
      await joined.writeProfile({ description: `Elsewhere: instagram.com/${name}` });
    }
    ending.abort();
    await killing;

    await until(async () => (await db.notification.count()) >= 100);
    expect(await arrivals(ada)).toEqual(names.slice(0, 80).sort());
    expect(await arrivals(bo)).toEqual(names.slice(30, 50).sort());

    // Everything that ever happened is told once more.
    const before = await db.userMatchStatus.findMany({
      orderBy: [{ userDid: "asc" }, { matchId: "asc" }],
    });
    const last = await readCursor();
    await killWorkers();
    await db.watchCursor.updateMany({ data: { cursor: "0" } });
    startWorker();
    await until(async () => (await readCursor()) >= last);
    await until(async () => (await db.actorCheck.count({ where: { attempts: 0 } })) === 0);
    expect(
      await db.userMatchStatus.findMany({ orderBy: [{ userDid: "asc" }, { matchId: "asc" }] }),
    ).toEqual(before);
    expect(await db.notification.count()).toBe(100);
  },
  12 * LONGEST_MS,
);

const letters = ["bcdfghjklmnprstvwz", "aeiou"] as const;
let seed = 1;

/** Names of fourteen letters that look like no other. */
function inventNames(count: number): string[] {
  const next = (text: string) => {
    seed = (seed * 48271) % 2147483647;
    return text.charAt(seed % text.length);
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 14 }, (_, place) => next(letters[place % 2 === 0 ? 0 : 1])).join(""),
  );
}

function join(...[name]: string[]) {
  return joinNetwork(network.pdsUrl, `${name}.${HOST}`);
}

/** `npm run worker`, on the test's database and network. What ends it, kills it. */
function startWorker() {
  const args = ["--conditions=react-server", "--import", "tsx", "scripts/worker.ts"];
  const env = {
    ...process.env,
    AUTH_SECRET: "a secret of the test, long enough",
    WATCH_SOURCE: "firehose",
    WATCH_URL: network.pdsUrl.replace("http", "ws"),
  };
  workers.push(startChild(process.execPath, args, { cwd: root, signal: "SIGKILL", env }));
}

/** Kills one after another, each when something has been read since the one before. */
async function killNowAndThen(signal: AbortSignal) {
  while (!signal.aborted) {
    const cursor = await readCursor();
    const isOn = async () => signal.aborted || (await readCursor()) > cursor;
    await sleep(2_000 + Math.random() * 2_000, undefined, { signal }).catch(() => {});
    await until(isOn);
    await workers.shift()?.stop();
    startWorker();
  }
}

async function killWorkers() {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
}

/** The last event that was kept; below zero when none was. */
async function readCursor() {
  const row = await db.watchCursor.findFirst();
  return Number(row?.cursor ?? -1);
}

async function arrivals(userDid: string) {
  const sent = await db.notification.findMany({
    where: { userDid, channel: "in_app" },
    select: { match: { select: { sourceAccount: true } } },
  });
  return sent.map(({ match }) => match.sourceAccount.originalUsername).sort();
}

/** Fails only when nothing happens any more: how long it takes is the machine's affair. */
async function until(condition: () => Promise<boolean>) {
  let [state, changedAt] = ["", Date.now()];
  while (!(await condition())) {
    const now = JSON.stringify([
      await readCursor(),
      await db.notification.count(),
      await db.jobRun.findFirst({ orderBy: { id: "desc" }, select: { startedAt: true } }),
    ]);
    if (now !== state) [state, changedAt] = [now, Date.now()];
    if (Date.now() - changedAt > LONGEST_MS) throw new Error("it did not happen");
    await sleep(200);
  }
}
