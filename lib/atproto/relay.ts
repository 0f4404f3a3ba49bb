import { Client, type NsidString } from "@atproto/lex";
import { com } from "@bsky/sdk/lexicons";
import { ask } from "./ask";

const TIMEOUT_MS = 20_000;

/**
 * A page of the accounts that have a record of a collection, in the order in which a relay first saw one.
 *
 * @param cursor `next` of an earlier page, however long ago.
 * @returns `next` is absent on the last page.
 * @throws NetworkBusy, NetworkUnreachable, RequestRefused.
 */
export async function listRepos(
  relay: string,
  { collection, cursor, limit }: { collection: string; cursor?: string; limit: number },
): Promise<{ dids: string[]; next?: string }> {
  const { repos, cursor: next } = await ask(() =>
    new Client(relay).call(
      com.atproto.sync.listReposByCollection,
      { collection: collection as NsidString, cursor, limit },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    ),
  );
  return { dids: repos.map(({ did }) => did), next };
}
