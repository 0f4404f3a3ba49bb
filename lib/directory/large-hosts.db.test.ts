import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { largeHosts, learnHosts } from "./large-hosts";

beforeEach(async () => {
  await db.directoryAccount.deleteMany();
});

test("hosts are learnt from where many accounts of the directory have their handles", async () => {
  await join(60, "bsky.social");
  await join(40, "pebble.example.org");
  await join(30, "mastodon.social.ap.brid.gy");
  await join(30, "com");
  await join(24, "small.example.org");
  await join(40, "gone.example.org", false);
  expect(await learnHosts()).toEqual(["bsky.social", "pebble.example.org"]);
  expect(await largeHosts(["bsky.social"])).toEqual(["pebble.example.org"]);
});

test("a directory that the database has counted is read by its size", async () => {
  await join(3_000, "pebble.example.org");
  await db.$executeRaw`ANALYZE directory_accounts`;
  expect(await learnHosts()).toEqual(["pebble.example.org"]);
});

let accounts = 0;

async function join(count: number, host: string, isActive = true) {
  await db.directoryAccount.createMany({
    data: Array.from({ length: count }, () => {
      accounts += 1;
      return { did: `did:plc:hosted${accounts}`, handle: `name${accounts}.${host}`, isActive };
    }),
  });
}
