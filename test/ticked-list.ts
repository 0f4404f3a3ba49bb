import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";

type Ticked = { user: UserDid; dids: string[]; app?: string; platform?: string };

/** Puts a list into the database in which these accounts were found and are ticked. */
export async function addTickedList({ user, dids, app = "bluesky", platform = "tiktok" }: Ticked) {
  const { uploadId } = await db.userUpload.create({
    data: {
      userDid: user,
      sourcePlatform: platform,
      name: "A list",
      app,
      totalUsers: dids.length,
      matchedUsers: dids.length,
      savedAt: new Date(),
    },
  });
  await db.$executeRaw`
    INSERT INTO source_accounts (source_platform, original_username, normalized_username, searched_at, found)
    SELECT ${platform}, did, did, now(), true FROM unnest(${dids}::text[]) AS t (did) ON CONFLICT DO NOTHING`;
  await db.$executeRaw`
    INSERT INTO atproto_matches
      (source_account_id, atproto_did, atproto_handle, match_score, evidence, model_version)
    SELECT id, original_username, right(original_username, 8) || '.example.org', 95, '[]', 1
    FROM source_accounts WHERE source_platform = ${platform} AND original_username = ANY (${dids}::text[])
    ON CONFLICT DO NOTHING`;
  await db.$executeRaw`
    INSERT INTO user_source_follows (upload_id, source_account_id, user_did, position, username, state,
      best_score, match_count, best_match_id, selected)
    SELECT ${uploadId}::uuid, account.id, ${user}, t.position - 1, t.did, 'found', 95, 1, match.id, true
    FROM unnest(${dids}::text[]) WITH ORDINALITY AS t (did, position)
    JOIN source_accounts AS account ON account.source_platform = ${platform} AND account.original_username = t.did
    JOIN atproto_matches AS match ON match.source_account_id = account.id AND match.private_to IS NULL`;
  return uploadId;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
let made = 0;

/** DIDs that nobody has: a PDS lets them be followed all the same. */
export function newDids(count: number): string[] {
  return Array.from({ length: count }, () => {
    let [rest, suffix] = [made++, ""];
    for (; suffix.length < 6; rest >>= 5) suffix = LETTERS[rest & 31] + suffix;
    return `did:plc:${"a".repeat(18)}${suffix}`;
  });
}
