import { TID } from "@atproto/common-web";
import { type Agent, Client, type NsidString, type RecordKeyString } from "@atproto/lex";
import { com } from "@bsky/sdk/lexicons";
import { ask } from "./ask";

export type FollowRecord = { rkey: string; subject: string };

type FollowWrites = {
  collection: string;
  create?: FollowRecord[];
  remove?: { rkey: string }[];
};

/** The most operations that com.atproto.repo.applyWrites takes. */
export const WRITES_PER_REQUEST = 200;
const RECORDS_PER_REQUEST = 100;
const READ_TIMEOUT_MS = 20_000;
const WRITE_TIMEOUT_MS = 60_000;

/** A record key of our own choice; keys made one after another sort in that order. */
export function newRecordKey(): string {
  return TID.nextStr();
}

/** The handle of the account that a session is for, as its server has it. */
export async function readHandle(session: Agent): Promise<string> {
  const { handle } = await ask(() =>
    clientOf(session).call(
      com.atproto.server.getSession,
      {},
      {
        signal: AbortSignal.timeout(READ_TIMEOUT_MS),
      },
    ),
  );
  return handle;
}

/** The follow records of this collection in the account's own repository, oldest first. */
export async function listFollows(
  session: Agent & { did: string },
  collection: string,
): Promise<FollowRecord[]> {
  const follows: FollowRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(() =>
      clientOf(session).call(
        com.atproto.repo.listRecords,
        {
          repo: session.did as `did:${string}:${string}`,
          collection: collection as NsidString,
          limit: RECORDS_PER_REQUEST,
          cursor,
          reverse: true,
        },
        { signal: AbortSignal.timeout(READ_TIMEOUT_MS) },
      ),
    );
    for (const { uri, value } of page.records) {
      const { subject } = value as { subject?: unknown };
      const rkey = uri.slice(uri.lastIndexOf("/") + 1);
      if (typeof subject === "string") follows.push({ rkey, subject });
    }
    cursor = page.records.length > 0 ? page.cursor : undefined;
  } while (cursor);
  return follows;
}

/** The newest commit of the account's repository: what `applyFollowWrites` may build on. */
export async function readLatestCommit(session: Agent & { did: string }): Promise<string> {
  const { cid } = await ask(() =>
    clientOf(session).call(
      com.atproto.sync.getLatestCommit,
      { did: session.did as `did:${string}:${string}` },
      { signal: AbortSignal.timeout(READ_TIMEOUT_MS) },
    ),
  );
  return cid;
}

/**
 * Creates and removes follow records in one commit: all of them, or none. At most 200.
 *
 * @param commit the commit that the new one must follow on. A request that is late (its answer was given up on, and more
 *   was written since) is refused by the server as `InvalidSwap` instead of being carried out a second time.
 * @returns the new commit.
 */
export async function applyFollowWrites(
  session: Agent & { did: string },
  { collection, create = [], remove = [] }: FollowWrites,
  commit: string,
): Promise<string> {
  const nsid = collection as NsidString;
  const createdAt = new Date().toISOString();
  const creates = create.map(({ rkey, subject }) =>
    com.atproto.repo.applyWrites.create.$build({
      collection: nsid,
      rkey: rkey as RecordKeyString,
      value: { $type: collection, subject, createdAt },
    }),
  );
  const deletes = remove.map(({ rkey }) =>
    com.atproto.repo.applyWrites.delete.$build({ collection: nsid, rkey: rkey as RecordKeyString }),
  );
  const answer = await ask(() =>
    clientOf(session).call(
      com.atproto.repo.applyWrites,
      {
        repo: session.did as `did:${string}:${string}`,
        writes: [...creates, ...deletes],
        swapCommit: commit,
      },
      { signal: AbortSignal.timeout(WRITE_TIMEOUT_MS) },
    ),
  );
  return answer.commit?.cid ?? readLatestCommit(session);
}

function clientOf(session: Agent) {
  return new Client(session, { validateResponse: false, strictResponseProcessing: false });
}
