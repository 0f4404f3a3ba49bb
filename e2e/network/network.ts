import { setTimeout as sleep } from "node:timers/promises";
import {
  type Account,
  createIdentity,
  createRepository,
  type Did,
  type Handle,
  handleOwner,
} from "./accounts";
import { inParallel } from "./in-parallel";
import { startServers } from "./servers";

export type { Account, Did } from "./accounts";

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

type Actor = { did: Did; handle: Handle };

type CountPeople = (stage: "directory" | "people", done: number) => void;

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

const STANDSTILL_MS = 60_000;

/**
 * Starts an AT Protocol network on loopback from nothing: a PLC directory, a PDS, and a Bluesky AppView with its search.
 * Nothing leaves the machine. Handles resolve through the accounts of the PDS, whatever their domain.
 */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const { plc, pds, bsky, moderation, claims, stop } = await startServers(options);

  const ending = new AbortController();
  let underWay: Promise<unknown> = Promise.resolve();

  async function createPeople(accounts: Account[], onProgress: CountPeople = () => {}) {
    let done = 0;
    const identities = await inParallel(accounts, ending.signal, async (account) => {
      const identity = await createIdentity(pds, account);
      onProgress("directory", ++done);
      return identity;
    });
    const dids = new Map(identities.map((identity) => [identity.handle, identity.did]));
    const didOf = async (handle: string) =>
      dids.get(handle as Handle) ?? (await handleOwner(pds, handle));

    done = 0;
    return inParallel(identities, ending.signal, async (identity, index) => {
      await createRepository(pds, identity, accounts[index] as Account, didOf);
      onProgress("people", ++done);
      return { did: identity.did, handle: identity.handle };
    });
  }

  function addPeople(...[accounts, onProgress]: Parameters<typeof createPeople>) {
    const people = createPeople(accounts, onProgress);
    underWay = Promise.allSettled([underWay, people]);
    return people;
  }

  return {
    plcUrl: plc.url,
    pdsUrl: pds.url,
    appviewUrl: bsky.url,
    appviewDid: bsky.serverDid,
    moderationDid: moderation.did,
    createPeople: addPeople,
    async createPerson(account) {
      const [actor] = await addPeople([account]);
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
        ending.signal.throwIfAborted();
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
      ending.abort(new Error("The network is stopping."));
      await underWay;
      await stop();
    },
  };
}
