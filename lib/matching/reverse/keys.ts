import { db, type Prisma } from "@/lib/db";
import type { DirectoryEntry } from "@/lib/directory";
import { blockingKeys, KEYS_VERSION } from "../names";
import { readMentions } from "../score/bio";
import { platformOf } from "../score/source-facts";

/** An account elsewhere and what somebody's export calls it. */
type NamedAccount = { platform: string; username: string; displayName: string | null };

/** What an account of the directory is found by: its name, and the accounts elsewhere that its bio names. */
export function keysOfActor({ handle, displayName, description }: DirectoryEntry): string[] {
  const names = handle ? blockingKeys({ handle, displayName }) : [];
  const mentions = readMentions(description ?? "").map(({ site, name }) => mentionKey(site, name));
  return [...names, ...mentions];
}

/** The key under which accounts are filed whose bio names this account elsewhere. */
export function mentionKey(platform: string, username: string): string {
  return `@${samePlatforms(platform)[0]}/${username.toLowerCase()}`;
}

/** Platforms on which a name means one and the same account, the given one's first name before the others. */
export function samePlatforms(platform: string): readonly string[] {
  const id = platformOf(platform);
  if (id === "instagram" || id === "threads") return ["instagram", "threads"];
  return id === "x" ? ["x", "twitter"] : [id];
}

/** What an account elsewhere is filed under, for those who turn up on the network and may be the same. */
export function keysOfName(username: string, displayName: string | null): string[] {
  return blockingKeys({ username, displayName });
}

/**
 * Files source accounts under their keys, so that an account that turns up later finds who waits for it. The accounts
 * are there already.
 */
async function fileSourceKeys(
  tx: Prisma.TransactionClient,
  accounts: NamedAccount[],
): Promise<void> {
  const filed = accounts.flatMap((account) =>
    blockingKeys(account).map((key) => ({ key, account })),
  );
  if (filed.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO source_keys (key, source_account_id)
    SELECT DISTINCT hashtextextended(t.key, 0) AS key, account.id
    FROM unnest(
      ${filed.map(({ key }) => key)}::text[],
      ${filed.map(({ account }) => account.platform)}::text[],
      ${filed.map(({ account }) => account.username)}::text[]) AS t (key, platform, username)
    JOIN source_accounts AS account
      ON account.source_platform = t.platform AND account.original_username = t.username
    ORDER BY key, account.id
    ON CONFLICT DO NOTHING`;
}

const ACCOUNTS_AT_ONCE = 2_000;
const FILING = "source_keys";

/**
 * Files anew, newest first, the source accounts that were saved before the keys were what they are now.
 *
 * @returns how many were filed; null when all are.
 */
export async function refileSourceKeys(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ filed: number } | null> {
  if (!(await isRefilingDue())) return null;
  let filed = 0;
  while (Date.now() < deadline.getTime() && !signal.aborted) {
    const some = await refileSome();
    filed += some;
    if (some < ACCOUNTS_AT_ONCE) break;
  }
  return { filed };
}

/** Keys of an older version are dropped at once: what is not filed yet is found by the search for its name. */
function isRefilingDue(): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const filing = await tx.keyFiling.findUnique({ where: { what: FILING } });
    if (filing && filing.version >= KEYS_VERSION) return filing.below !== null;
    await tx.$executeRaw`LOCK TABLE key_filings IN SHARE ROW EXCLUSIVE MODE`;
    const [outdated] = await tx.$queryRaw<{ version: number }[]>`
      INSERT INTO key_filings AS filing (what, version, below)
      SELECT ${FILING}, ${KEYS_VERSION}, max(id) FROM source_accounts
      ON CONFLICT (what) DO UPDATE SET version = EXCLUDED.version, below = EXCLUDED.below
        WHERE filing.version < EXCLUDED.version
      RETURNING version`;
    if (outdated) await tx.$executeRaw`TRUNCATE source_keys`;
    return true;
  });
}

type StoredAccount = { id: bigint; platform: string; username: string; names: (string | null)[] };

async function refileSome(): Promise<number> {
  return db.$transaction(async (tx) => {
    const [filing] = await tx.$queryRaw<{ below: bigint | null }[]>`
      SELECT below FROM key_filings WHERE what = ${FILING} FOR UPDATE`;
    if (filing?.below == null) return 0;
    const accounts = await tx.$queryRaw<StoredAccount[]>`
      SELECT account.id, source_platform AS platform, original_username AS username,
        ARRAY(SELECT DISTINCT display_name FROM user_source_follows
              WHERE source_account_id = account.id) AS names
      FROM source_accounts AS account WHERE id <= ${filing.below}
      ORDER BY id DESC LIMIT ${ACCOUNTS_AT_ONCE}`;
    await fileSourceKeys(
      tx,
      accounts.flatMap(({ platform, username, names }) =>
        [null, ...names].map((displayName) => ({ platform, username, displayName })),
      ),
    );
    const last = accounts.length === ACCOUNTS_AT_ONCE ? accounts.at(-1) : undefined;
    await tx.keyFiling.update({
      where: { what: FILING },
      data: { below: last ? last.id - 1n : null },
    });
    return accounts.length;
  });
}
