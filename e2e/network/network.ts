import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createDidAndKey, TestBsky, TestBsync, TestPds, TestPlc } from "@atproto/dev-env";
import pg from "pg";
import {
  type Account,
  createIdentity,
  createRepository,
  type Did,
  type Handle,
  handleOwner,
  type Identity,
} from "./accounts";
import { mapClientOrigins } from "./client-origins";
import { inParallel } from "./in-parallel";
import { bindToLoopback, freePorts } from "./loopback";
import { moderationAccount } from "./moderation";
import { startSearch } from "./search";
import { handleDomains } from "./world/handles";

export type { Account, Did, Handle } from "./accounts";

export type NetworkOptions = {
  /** A PostgreSQL database. The schemas `appview` and `bsync` in it are dropped, at the start and at the end. */
  databaseUrl: string;
  /** Ports to listen on; free ones are taken where none is given. */
  ports?: { plc?: number; pds?: number; appview?: number };
  /**
   * Where the PDS finds the clients that have an https origin, such as `{ "https://app.example.org": 3000 }`: it reads
   * their metadata and keys from this port of this machine, over http.
   */
  clientOrigins?: Record<string, number>;
  /** Enforce the limits of the reference PDS (5,000 write points an hour, 3,000 requests in 5 minutes). Off by default. */
  rateLimits?: boolean;
};

export type Actor = { did: Did; handle: Handle };

export type CountPeople = (stage: "directory" | "people", done: number) => void;

export type Network = {
  plcUrl: string;
  /** The PDS that hosts everybody: accounts, OAuth issuer, repositories, firehose, handle resolution. */
  pdsUrl: string;
  appviewUrl: string;
  appviewDid: Did;
  /** The account whose labels the AppView shows to everybody. */
  moderationDid: Did;
  /** Puts one account on the network. `follows` names accounts that are there already. */
  createPerson(account: Account): Promise<Actor>;
  /**
   * Puts many accounts on the network; they may follow each other. `onProgress` counts the entries in the PLC directory
   * first, then the accounts.
   */
  createPeople(accounts: Account[], onProgress?: CountPeople): Promise<Actor[]>;
  /** Gives an account another handle, of whatever domain, as its owner would with DNS. */
  renamePerson(did: Did, handle: string): Promise<void>;
  /** Has the moderation account label an account, `impersonation` or `spam` for instance. */
  label(did: Did, values: string[]): Promise<void>;
  /**
   * Resolves when the AppView has indexed all that the PDS has written so far. `onProgress` counts events of the firehose.
   *
   * @throws Error when the AppView stands still for 60 seconds.
   */
  indexed(onProgress?: (done: number, total: number) => void): Promise<void>;
  /** Ends everything and removes what it wrote: connections, files, database schemas. */
  stop(): Promise<void>;
};

const SCHEMAS = ["appview", "bsync"] as const;
const BSYNC_KEY = "bsync";
const STANDSTILL_MS = 60_000;

/**
 * Starts an AT Protocol network on loopback from nothing: a PLC directory, a PDS, and a Bluesky AppView with its search.
 * Nothing leaves the machine. Handles resolve through the accounts of the PDS, whatever their domain.
 */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const databaseUrl = withoutWaitingForDisk(options.databaseUrl);
  await dropSchemas(databaseUrl);

  const ports = { ...(await freePorts("plc", "pds", "appview")), ...options.ports };
  const [pdsUrl, appviewUrl] = [
    `http://localhost:${ports.pds}`,
    `http://localhost:${ports.appview}`,
  ];
  const imageFolder = join(tmpdir(), `atproto-images-${process.pid}-${ports.appview}`);
  const unmapOrigins = mapClientOrigins(options.clientOrigins ?? {});
  const unbind = bindToLoopback();

  const plc = await TestPlc.create({ port: ports.plc });
  const search = await startSearch({ databaseUrl, schema: SCHEMAS[0] });
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
    blobCacheLocation: imageFolder,
    searchUrl: search.url,
    modServiceDid: moderation.did,
    labelsFromIssuerDids: [moderation.did],
    // Named by the type; nothing in the AppView reads it.
    redisHost: "",
  });
  bsync.ctx.dataplaneClients = [bsky.ctx.dataplane];
  const appviewDid = bsky.ctx.cfg.serverDid;
  const pds = await TestPds.create({
    port: ports.pds,
    didPlcUrl: plc.url,
    bskyAppViewUrl: bsky.url,
    bskyAppViewDid: appviewDid,
    bskyAppViewCdnUrlPattern: `${appviewUrl}/img/%s/plain/%s/%s`,
    modServiceDid: moderation.did,
    serviceHandleDomains: handleDomains,
    serviceName: "Practice network",
    primaryColor: "#2f5fb3",
    logoUrl: undefined,
    homeUrl: pdsUrl,
    termsOfServiceUrl: undefined,
    privacyPolicyUrl: undefined,
    supportUrl: undefined,
    rateLimitsEnabled: options.rateLimits ?? false,
  });
  unbind();

  // Handles whose owners have set them up but do not use them yet.
  const claims = new Map<string, Did>();
  const resolve = async (handle: string) => claims.get(handle) ?? (await handleOwner(pds, handle));
  for (const { idResolver } of [pds.ctx, bsky.ctx, bsky.dataplane]) {
    idResolver.handle.resolve = resolve;
  }
  // It has called in vain while there was no PDS, and would wait a while before it tries again.
  await bsky.sub.restart();
  const moderator = { ...moderation, handle: moderationAccount.handle } as Identity;
  await createRepository(pds, moderator, moderationAccount, resolve);

  async function createPeople(accounts: Account[], onProgress: CountPeople = () => {}) {
    let done = 0;
    const identities = await inParallel(accounts, async (account) => {
      const identity = await createIdentity(pds, account);
      onProgress("directory", ++done);
      return identity;
    });
    const dids = new Map(identities.map((identity) => [identity.handle, identity.did]));
    const didOf = async (handle: string) =>
      dids.get(handle as Handle) ?? (await handleOwner(pds, handle));

    done = 0;
    return inParallel(identities, async (identity, index) => {
      await createRepository(pds, identity, accounts[index] as Account, didOf);
      onProgress("people", ++done);
      return { did: identity.did, handle: identity.handle };
    });
  }

  return {
    plcUrl: plc.url,
    pdsUrl,
    appviewUrl,
    appviewDid,
    moderationDid: moderation.did,
    createPeople,
    async createPerson(account) {
      const [actor] = await createPeople([account]);
      return actor as Actor;
    },
    async renamePerson(did, handle) {
      claims.set(handle, did);
      await pds.ctx.accountManager.updateHandle(did, handle, { allowAnyValid: true });
      claims.delete(handle);
    },
    async label(did, values) {
      const cts = new Date().toISOString();
      const common = { src: moderation.did, uri: did, cid: "", neg: false, cts, exp: null };
      await bsky.db.db
        .insertInto("label")
        .values(values.map((val) => ({ ...common, val })))
        .execute();
    },
    async indexed(onProgress = () => {}) {
      const total = (await pds.ctx.sequencer.curr()) ?? 0;
      let [done, movedAt] = [-1, Date.now()];
      for (let cursor = 0; cursor < total; ) {
        cursor = bsky.sub.getCursor() ?? 0;
        if (cursor !== done) [done, movedAt] = [cursor, Date.now()];
        if (Date.now() - movedAt > STANDSTILL_MS) {
          throw new Error(`The AppView stands still at event ${cursor} of ${total}.`);
        }
        onProgress(Math.min(cursor, total), total);
        await sleep(50);
      }
      // Counts of followers and posts are written behind the events.
      await bsky.sub.processAll();
    },
    async stop() {
      await search.stop();
      await bsky.close();
      await bsync.close();
      await pds.close();
      await plc.close();
      unmapOrigins();
      for (const folder of [imageFolder, ...foldersOf(pds)]) {
        await rm(folder, { recursive: true, force: true });
      }
      await dropSchemas(databaseUrl);
    },
  };
}

/** The folders that the PDS has made for itself in the folder for temporary files. */
function foldersOf(pds: TestPds) {
  const { db, blobstore } = pds.ctx.cfg;
  const blobs = blobstore.provider === "disk" ? [blobstore.location] : [];
  return [dirname(db.accountDbLoc), ...blobs];
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
