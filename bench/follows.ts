// A follow job beside one createRecord for each follow: two people of one real PDS on this machine follow as many, in one
// run.
//   npm run bench:follows [-- NUMBER]
// The modules of the app read the settings when they are loaded: they come after the network is there.

import { startNetwork } from "@/e2e/network/network";
import { createDatabase } from "@/scripts/database";
import { countRequests } from "@/test/intercept";
import { followsOf, ownApp } from "@/test/repository";
import { startBenchDatabase } from "./watch/database";
import { show } from "./watch/figures";

const COUNT = Number(process.argv[2] ?? 5_000);
/** What a server on another continent adds to each request; the PDS here is on the same machine. */
const ROUND_TRIP_MS = 100;
const WRITES = ["com.atproto.repo.applyWrites", "com.atproto.repo.createRecord"];
const READS = ["com.atproto.repo.listRecords", "com.atproto.sync.getLatestCommit"];
const PASSWORD = "a long password";

const database = await startBenchDatabase();
const networkUrl = new URL(process.env.DATABASE_URL ?? "");
await createDatabase(networkUrl.href, "network");
networkUrl.pathname = "/network";
const network = await startNetwork({ databaseUrl: networkUrl.href });
Object.assign(process.env, {
  ATPROTO_PLC_URL: network.plcUrl,
  ATPROTO_HANDLE_RESOLVER_URL: network.pdsUrl,
  ATPROTO_APPVIEW_URL: network.appviewUrl,
  ATPROTO_APPVIEW_DID: network.appviewDid,
  ATPROTO_IMAGE_ORIGIN: network.appviewUrl,
  PUBLIC_URL: "http://127.0.0.1:3000",
  ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 7).toString("base64url")}`,
  AUTH_SECRET: "a secret that only this bench knows, long enough",
  // How fast it can go is asked, not how fast a server lets it: both ways cost the same points.
  WRITE_POINTS_PER_HOUR: "100000000",
  WRITE_POINTS_PER_DAY: "100000000",
});
try {
  const job = await measure("The follow job", followByJob);
  const single = await measure("One createRecord each", followOneByOne);
  const ratio = (one: number, other: number) => `${(one / other).toFixed(1)} times`;
  console.log("The job beside one createRecord each:");
  show("faster on this machine", ratio(single.seconds, job.seconds));
  show("fewer requests", ratio(single.requests, job.requests));
  show(
    `faster with ${ROUND_TRIP_MS} ms a request (reckoned)`,
    ratio(withRoundTrips(single), withRoundTrips(job)),
  );
} finally {
  await network.stop();
  await database.stop();
}
process.exit(0);

type Measured = { seconds: number; requests: number };
type Way = (login: { handle: string; password: string }, dids: string[]) => Promise<Measured>;

/** Has somebody new follow, and looks in their repository whether they do. */
async function measure(name: string, follow: Way): Promise<Measured> {
  const { newDids } = await import("@/test/ticked-list");
  const handle = `${name
    .toLowerCase()
    .replaceAll(/[^a-z]/g, "")
    .slice(0, 12)}.bsky.social`;
  const { did } = await network.createPerson({ handle, password: PASSWORD });
  const dids = newDids(COUNT);
  const measured = await follow({ handle, password: PASSWORD }, dids);
  const found = await followsOf(network.pdsUrl, did);
  if (found.join() !== dids.toSorted().join()) throw new Error(`${name}: not exactly those.`);
  console.log(`${name}, ${COUNT.toLocaleString("en")} follows:`);
  show("seconds", measured.seconds.toFixed(1));
  show("requests", String(measured.requests));
  return measured;
}

async function followByJob(login: { handle: string; password: string }, dids: string[]) {
  const { addTickedList } = await import("@/test/ticked-list");
  const { signIn } = await import("@/test/sign-in");
  const { confirmBatch, followNext, planBatch } = await import("@/lib/follows");
  const { user } = await signIn(login);
  const uploadId = await addTickedList({ user, dids });
  return timed(async () => {
    const plan = await planBatch(user, uploadId, {
      kind: "follows",
      apps: ["bluesky"],
      onlyUsers: false,
    });
    if (!plan.ok) throw new Error(plan.problem);
    await confirmBatch(user, plan.batchId, "fast");
    // Slices as long as the worker's.
    while (await followNext(new Date(Date.now() + 20_000), new AbortController().signal));
  });
}

async function followOneByOne(login: { handle: string; password: string }, dids: string[]) {
  const theirApp = await ownApp(network.pdsUrl, login);
  return timed(async () => {
    for (const did of dids) await theirApp.follow(did);
  });
}

async function timed(work: () => Promise<void>): Promise<Measured> {
  const requests = () => [...WRITES, ...READS].reduce((sum, nsid) => sum + countRequests(nsid), 0);
  const [before, begun] = [requests(), performance.now()];
  await work();
  return { seconds: (performance.now() - begun) / 1000, requests: requests() - before };
}

function withRoundTrips({ seconds, requests }: Measured) {
  return seconds + (requests * ROUND_TRIP_MS) / 1000;
}
