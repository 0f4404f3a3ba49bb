import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createDidAndKey, TestBsky, TestBsync, TestPds, TestPlc } from "@atproto/dev-env";
import pg from "pg";
import { createRepository, type Did, handleOwner, type Identity } from "./accounts";
import { mapClientOrigins } from "./client-origins";
import { bindToLoopback, freePorts } from "./loopback";
import { moderationAccount } from "./moderation";
import type { NetworkOptions } from "./network";
import { startSearch } from "./search";
import { makeTemporaryFolder } from "./temporary-folder";
import { handleDomains } from "./world/handles";

const SCHEMAS = ["appview", "bsync"] as const;
const BSYNC_KEY = "bsync";
/** What bsync has the database tell it, the last of what it asks for. */
const BSYNC_CHANNEL = "operation_create";
const READING_MS = 2_000;

export type Servers = {
  plc: TestPlc;
  pds: TestPds;
  bsky: TestBsky;
  moderation: { did: Did };
  /** Handles that somebody has set up, as with DNS, and that no account uses yet. */
  claims: Map<string, Did>;
  stop(): Promise<void>;
};

/** Starts the servers of a network, with nobody on it but the moderation account. Where one fails, none is left. */
export async function startServers(options: NetworkOptions): Promise<Servers> {
  const undo: (() => unknown)[] = [];
  async function stop() {
    for (const step of undo.splice(0).reverse()) await step();
  }
  try {
    return { ...(await start(options, (step) => undo.push(step))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `stopLater` takes what undoes a step; the last step is undone first. */
async function start(options: NetworkOptions, stopLater: (step: () => unknown) => void) {
  const databaseUrl = withoutWaitingForDisk(options.databaseUrl);
  await dropSchemas(databaseUrl);
  stopLater(() => dropSchemas(databaseUrl));

  const ports = { ...(await freePorts("plc", "pds", "appview")), ...options.ports };
  const pdsUrl = `http://localhost:${ports.pds}`;
  const appviewUrl = `http://localhost:${ports.appview}`;
  const temporary = makeTemporaryFolder("atproto-network-");
  stopLater(temporary.remove);
  stopLater(mapClientOrigins(options.clientOrigins ?? {}));
  const unbind = bindToLoopback();
  try {
    return await startAll();
  } finally {
    unbind();
    temporary.restore();
  }

  async function startAll() {
    const plc = await TestPlc.create({ port: ports.plc });
    stopLater(() => plc.close());
    const search = await startSearch({ databaseUrl, schema: SCHEMAS[0] });
    stopLater(search.stop);
    const moderation = await createDidAndKey({
      plcUrl: plc.url,
      handle: moderationAccount.handle,
      pds: pdsUrl,
    });
    const bsync = await TestBsync.create({
      apiKeys: [BSYNC_KEY],
      dbUrl: databaseUrl,
      dbSchema: SCHEMAS[1],
    });
    stopLater(() => bsync.close());
    await isTold(bsync);
    const bsky = await TestBsky.create({
      port: ports.appview,
      plcUrl: plc.url,
      pdsPort: ports.pds,
      bsyncApiKey: BSYNC_KEY,
      bsyncUrl: bsync.url,
      repoProvider: `ws://localhost:${ports.pds}`,
      dbPostgresUrl: databaseUrl,
      dbPostgresSchema: SCHEMAS[0],
      // Avatars have this address, and the AppView serves them.
      publicUrl: appviewUrl,
      blobCacheLocation: join(temporary.folder, "images"),
      searchUrl: search.url,
      modServiceDid: moderation.did,
      labelsFromIssuerDids: [moderation.did],
      // Named by the type; nothing in the AppView reads it.
      redisHost: "",
    });
    stopLater(async () => {
      await endReading(bsky);
      await bsky.close();
    });
    // It reads the firehose when there is one, not what else may answer at this address.
    await endReading(bsky);
    bsync.ctx.dataplaneClients = [bsky.ctx.dataplane];
    const pds = await TestPds.create({
      port: ports.pds,
      didPlcUrl: plc.url,
      bskyAppViewUrl: bsky.url,
      bskyAppViewDid: bsky.serverDid,
      bskyAppViewCdnUrlPattern: `${appviewUrl}/img/%s/plain/%s/%s`,
      modServiceDid: moderation.did,
      serviceHandleDomains: handleDomains,
      serviceName: "Practice network",
      primaryColor: "#86aeea",
      logoUrl: undefined,
      homeUrl: pdsUrl,
      termsOfServiceUrl: undefined,
      privacyPolicyUrl: undefined,
      supportUrl: undefined,
      rateLimitsEnabled: options.rateLimits ?? false,
    });
    stopLater(() => pds.close());
    // Before the PDS ends, so that the AppView does not try to reach it again.
    stopLater(() => endReading(bsky));

    const claims = new Map<string, Did>();
    const resolve = async (handle: string) =>
      claims.get(handle) ?? (await handleOwner(pds, handle));
    for (const { idResolver } of [pds.ctx, bsky.ctx, bsky.dataplane]) {
      idResolver.handle.resolve = resolve;
    }
    void bsky.sub.start();
    const moderator = { ...moderation, handle: moderationAccount.handle } as Identity;
    await createRepository(pds, moderator, moderationAccount, resolve);
    return { plc, pds, bsky, moderation, claims };
  }
}

/**
 * Ends the AppView's reading of the firehose. It is to have read all, as its `MemoryRunner` (of @atproto/sync) drops the
 * events that wait behind another one of the same account, and then waits for them for ever; should one arrive at this
 * very moment, it is left to wait.
 */
async function endReading(bsky: TestBsky) {
  await bsky.sub.processAll();
  await Promise.race([bsky.sub.stop(), sleep(READING_MS, undefined, { ref: false })]);
}

/**
 * Waits until the database tells bsync what happens. Bsync asks for it without waiting for the answer: ended before that,
 * its connection would break with an error that nobody catches.
 */
async function isTold({ ctx }: TestBsync) {
  const told = once(ctx.events, BSYNC_CHANNEL);
  do await ctx.db.pool.query(`NOTIFY ${BSYNC_CHANNEL}`);
  while (!(await Promise.race([told, sleep(20)])));
}

/** What the AppView indexes can be had again from the PDS: a commit need not wait for the disk. */
function withoutWaitingForDisk(databaseUrl: string) {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", "-c synchronous_commit=off");
  return url.href;
}

async function dropSchemas(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const schema of SCHEMAS) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await client.end();
}
