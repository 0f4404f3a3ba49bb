import pLimit from "p-limit";
import {
  listCollections,
  NetworkBusy,
  NetworkUnreachable,
  readLastPost,
  unlessRefused,
} from "@/lib/atproto";
import { db, type Prisma } from "@/lib/db";
import { LOOK_SCORE, pausedUntil, pauseService, settleActors, traitBits } from "@/lib/matching";

const ACCOUNTS_AT_ONCE = 20;
const REQUESTS_AT_ONCE = 4;
/** Who posted in this time is active. */
const ACTIVE_MS = 30 * 24 * 60 * 60_000;

type Look = { did: string; lastPost: Date | null; collections: string[] | null };

/**
 * Looks at accounts that were found for somebody, the surest first, until the deadline: when they last posted, and which
 * apps' records they have. What is learnt is everybody's, and shows in the lists of all who look for them.
 *
 * @returns how many accounts were looked at; null when none are left, or the AppView has to be left alone.
 */
export async function lookCloser(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ looked: number } | null> {
  let looked = 0;
  while (Date.now() < deadline.getTime() && !signal.aborted) {
    if (await pausedUntil("appview")) break;
    const dids = await listUnlooked();
    if (dids.length === 0) break;
    const { looks, interruption } = await lookAt(dids);
    await keep(looks);
    looked += looks.length;
    if (interruption instanceof NetworkBusy) await pauseService("appview", interruption.until);
    if (interruption) break;
  }
  return looked > 0 ? { looked } : null;
}

async function listUnlooked(): Promise<string[]> {
  const rows = await db.$queryRaw<{ did: string }[]>`
    SELECT DISTINCT atproto_did AS did FROM (
      SELECT atproto_did FROM atproto_matches
      WHERE activity_read_at IS NULL AND gone_at IS NULL AND match_score >= ${LOOK_SCORE}
      ORDER BY match_score DESC, id LIMIT ${ACCOUNTS_AT_ONCE}) AS next`;
  return rows.map(({ did }) => did);
}

/** Those that were looked at, and what kept it from the others. */
async function lookAt(dids: string[]) {
  const limit = pLimit(REQUESTS_AT_ONCE);
  let interruption: unknown;
  const answers = await Promise.all(
    dids.map((did) =>
      limit(async () => {
        if (interruption) return [];
        try {
          const [lastPost, collections] = await Promise.all([
            // Some accounts show their posts only to people who are signed in.
            unlessRefused(readLastPost(did), null),
            listCollections(did),
          ]);
          return [{ did, lastPost, collections }];
        } catch (error) {
          if (!(error instanceof NetworkBusy || error instanceof NetworkUnreachable)) throw error;
          interruption ??= error;
          return [];
        }
      }),
    ),
  );
  return { looks: answers.flat(), interruption };
}

async function keep(looks: Look[]): Promise<void> {
  if (looks.length === 0) return;
  const dids = looks.map(({ did }) => did);
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE atproto_matches AS match SET
        last_active_at = look.at, activity_read_at = now(),
        traits = (match.traits & ~${traitBits.active}::int)
          | CASE WHEN look.at > ${new Date(Date.now() - ACTIVE_MS)}::timestamptz THEN ${traitBits.active}::int ELSE 0 END
      FROM unnest(${dids}::text[], ${looks.map(({ lastPost }) => lastPost?.toISOString() ?? null)}::timestamptz[])
        AS look (did, at)
      WHERE match.atproto_did = look.did`;
    await keepCollections(tx, looks);
    const people = await tx.$queryRaw<{ user: string }[]>`
      SELECT DISTINCT row.user_did AS user
      FROM atproto_matches AS match JOIN user_source_follows AS row ON row.best_match_id = match.id
      WHERE match.atproto_did = ANY (${dids}::text[]) ORDER BY row.user_did`;
    for (const { user } of people) await settleActors(tx, user, dids);
  });
}

async function keepCollections(tx: Prisma.TransactionClient, looks: Look[]): Promise<void> {
  const known = looks.filter(({ collections }) => collections !== null);
  await tx.$executeRaw`
    INSERT INTO actor_collections (did, collections, read_at)
    SELECT did, ARRAY(SELECT jsonb_array_elements_text(collections)), now()
    FROM unnest(
      ${known.map(({ did }) => did)}::text[],
      ${known.map(({ collections }) => JSON.stringify(collections))}::jsonb[]) AS look (did, collections)
    ORDER BY did
    ON CONFLICT (did) DO UPDATE SET collections = EXCLUDED.collections, read_at = EXCLUDED.read_at`;
}
