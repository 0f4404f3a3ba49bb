import { TID } from "@atproto/common-web";
import {
  type Agent,
  Client,
  type LexMap,
  type NsidString,
  type RecordKeyString,
} from "@atproto/lex";
import { com } from "@bsky/sdk/lexicons";
import { ask } from "./ask";
import { type RateLimit, readRateLimit } from "./rate-limit";

type Repository = Agent & { did: string };
type Did = `did:${string}:${string}`;

/** A record of the account's own repository. */
export type RepoRecord = { rkey: string; value: LexMap };
export type RecordKey = { collection: string; rkey: string };
export type NewRecord = RecordKey & { value: LexMap };

const RECORDS_PER_REQUEST = 100;
const READ_TIMEOUT_MS = 20_000;
const WRITE_TIMEOUT_MS = 60_000;

/** A record key of our own choice; keys made one after another sort in that order. */
export function newRecordKey(): string {
  return TID.nextStr();
}

/** The first record key that can be made at a moment. */
export function recordKeyAt(moment: Date): string {
  return TID.fromTime(moment.getTime() * 1000, 0).str;
}

/** The handle of the account that a session is for, as its server has it. */
export async function readHandle(session: Agent): Promise<string> {
  const { handle } = await ask(() =>
    clientOf(session).call(com.atproto.server.getSession, {}, { signal: soon() }),
  );
  return handle;
}

/**
 * The records of this collection in the account's own repository, newest key first.
 *
 * @param from the key to stop at: records with a smaller one are left out. Without it, all are read.
 */
export async function listRecords(
  session: Repository,
  collection: string,
  from = "",
): Promise<RepoRecord[]> {
  const records: RepoRecord[] = [];
  let cursor: string | undefined;
  do {
    const params = {
      repo: session.did as Did,
      collection: collection as NsidString,
      limit: RECORDS_PER_REQUEST,
      cursor,
    };
    const page = await ask(() =>
      clientOf(session).call(com.atproto.repo.listRecords, params, { signal: soon() }),
    );
    for (const { uri, value } of page.records) {
      records.push({ rkey: uri.slice(uri.lastIndexOf("/") + 1), value: value as LexMap });
    }
    cursor = page.records.length > 0 ? page.cursor : undefined;
  } while (cursor && (records.at(-1)?.rkey ?? "") >= from);
  return records.filter(({ rkey }) => rkey >= from);
}

/** The newest commit of the account's repository: what `applyWrites` may build on. */
export async function readLatestCommit(session: Repository): Promise<string> {
  const { cid } = await ask(() =>
    clientOf(session).call(
      com.atproto.sync.getLatestCommit,
      { did: session.did as Did },
      { signal: soon() },
    ),
  );
  return cid;
}

/**
 * Creates and removes records in one commit: all of them, or none. At most 200.
 *
 * @param commit the commit that the new one must follow on. A request that is late (its answer was given up on, and more
 *   was written since) is refused by the server as `InvalidSwap` instead of being carried out a second time.
 * @returns the new commit, and what the server said of its limits.
 */
export async function applyWrites(
  session: Repository,
  { create = [], remove = [] }: { create?: NewRecord[]; remove?: RecordKey[] },
  commit: string,
): Promise<{ commit: string; limit: RateLimit | null }> {
  const creates = create.map(({ collection, rkey, value }) =>
    com.atproto.repo.applyWrites.create.$build({
      collection: collection as NsidString,
      rkey: rkey as RecordKeyString,
      value: { $type: collection, ...value },
    }),
  );
  const removes = remove.map(({ collection, rkey }) =>
    com.atproto.repo.applyWrites.delete.$build({
      collection: collection as NsidString,
      rkey: rkey as RecordKeyString,
    }),
  );
  const writes = [...creates, ...removes];
  const { body, headers } = await ask(() =>
    clientOf(session).xrpc(com.atproto.repo.applyWrites, {
      body: { repo: session.did as Did, writes, swapCommit: commit },
      signal: AbortSignal.timeout(WRITE_TIMEOUT_MS),
    }),
  );
  return {
    commit: body.commit?.cid ?? (await readLatestCommit(session)),
    limit: readRateLimit(headers),
  };
}

function soon() {
  return AbortSignal.timeout(READ_TIMEOUT_MS);
}

function clientOf(session: Agent) {
  return new Client(session, { validateResponse: false, strictResponseProcessing: false });
}
