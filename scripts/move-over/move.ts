import { createHash } from "node:crypto";
import pg from "pg";
import { db } from "@/lib/db";
import { platforms } from "@/lib/exports";
import { addImportPart, finishImport, ImportPart, NAMES_PER_PART } from "@/lib/imports";
import { keepChosenActor, settle, usernameKey } from "@/lib/matching";
import type { UserDid } from "@/lib/users";
import { stageDump } from "./stage";

/** How much of what was moved, and what was left out. */
export type Moved = {
  people: number;
  lists: number;
  names: number;
  dismissed: number;
  partnerKeys: number;
  /** Lists that an earlier run has moved. */
  listsBefore: number;
  /** Lists of somebody whose DID is none, and names that nothing is left of. */
  unusable: number;
};

type OldList = { id: string; did: string; platform: string; created: string | null };

/** Names that platforms had in the original. */
const RENAMED: Record<string, string> = { twitter: "x" };

/**
 * Moves what people brought and decided from a dump of the original ATlast into this database: their lists, "not them",
 * and partners with their keys. May be run again: what is there already is left as it is.
 *
 * What the original calls matches came from people's browsers. Here they are looked up anew, by the background work,
 * which begins by itself. Sessions and tokens stay behind too: they are another client's, and people sign in again.
 *
 * @param url of a migrated database, as its owner; the same that lib/db works on.
 */
export async function moveOver(
  url: string,
  file: string,
  say: (text: string) => void,
): Promise<Moved> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    say("Reading the dump …");
    await stageDump(client, file);
    const moved: Moved = {
      ...{ people: 0, lists: 0, names: 0, dismissed: 0, partnerKeys: 0 },
      ...{ listsBefore: 0, unusable: 0 },
    };
    await movePeople(client, moved);
    await moveLists(client, moved, say);
    await moveDismissals(client, moved);
    await movePartners(client, moved);
    return moved;
  } finally {
    await client.end();
  }
}

/** Their handles are asked for when they sign in; until then the DID stands for it. */
async function movePeople(client: pg.Client, moved: Moved) {
  const { rowCount } = await client.query(
    `INSERT INTO users (did, handle, created_at, last_seen_at)
     SELECT user_did, user_did, coalesce(min(created_at)::timestamp AT TIME ZONE 'UTC', now()),
            coalesce(max(created_at)::timestamp AT TIME ZONE 'UTC', now())
     FROM old_user_uploads WHERE user_did ~ '^did:[a-z]+:.' GROUP BY user_did
     ON CONFLICT DO NOTHING`,
  );
  moved.people += rowCount ?? 0;
}

async function moveLists(client: pg.Client, moved: Moved, say: (text: string) => void) {
  const { rows: lists } = await client.query<OldList>(
    `SELECT upload_id AS id, user_did AS did, source_platform AS platform,
            created_at::timestamp AT TIME ZONE 'UTC' AS created
     FROM old_user_uploads ORDER BY created_at, upload_id`,
  );
  for (const [place, list] of lists.entries()) {
    if (!/^did:[a-z]+:./.test(list.did)) moved.unusable += 1;
    else await moveList(client, list, moved);
    if ((place + 1) % 100 === 0) say(`${place + 1} of ${lists.length} lists`);
  }
}

async function moveList(client: pg.Client, list: OldList, moved: Moved) {
  const user = list.did as UserDid;
  const uploadId = uuidOf(list.id);
  const known = await db.userUpload.findUnique({ where: { uploadId }, select: { savedAt: true } });
  if (known?.savedAt) {
    moved.listsBefore += 1;
    return;
  }
  const platform = platformOf(list.platform);
  const createdAt = list.created ? new Date(list.created) : undefined;
  await db.userUpload.upsert({
    where: { uploadId },
    create: {
      uploadId,
      userDid: user,
      sourcePlatform: platform.id,
      name: platform.name,
      createdAt,
    },
    update: {},
  });

  // In the order in which the original first saw the names: it kept none of the export's own.
  const { rows } = await client.query<{ username: string; followedAt: string | null }>(
    `SELECT account.original_username AS username,
            to_char(account.date_on_source::timestamp, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "followedAt"
     FROM old_user_source_follows AS follow
     JOIN old_source_accounts AS account ON account.id = follow.source_account_id
     WHERE follow.upload_id = $1 ORDER BY account.id::bigint`,
    [list.id],
  );
  const usable = rows.filter(({ username }) => usernameKey(username));
  moved.unusable += rows.length - usable.length;
  const parts = Math.ceil(usable.length / NAMES_PER_PART);
  for (let part = 0; part < parts; part++) {
    const follows = usable
      .slice(part * NAMES_PER_PART, (part + 1) * NAMES_PER_PART)
      .map((row) => ({ ...row, displayName: null, profileUrl: null, externalId: null }));
    await addImportPart(user, uploadId, ImportPart.parse({ part, follows }));
  }
  const saved = await finishImport(user, uploadId, parts);
  if (!saved.ok) throw new Error(`A list could not be saved (${saved.problem}).`);
  moved.lists += 1;
  moved.names += saved.total;
}

type Dismissal = {
  user: string;
  platform: string;
  username: string;
  did: string;
  handle: string;
  displayName: string | null;
  at: Date | null;
};

/** "Not them" holds for good: the match that it is about is kept, for that person alone. */
async function moveDismissals(client: pg.Client, moved: Moved) {
  const { rows } = await client.query<Dismissal>(
    `SELECT status.user_did AS user, account.source_platform AS platform, account.original_username AS username,
            match.atproto_did AS did, match.atproto_handle AS handle, match.display_name AS "displayName",
            status.updated_at::timestamp AT TIME ZONE 'UTC' AS at
     FROM old_user_match_status AS status
     JOIN old_atproto_matches AS match ON match.id = status.match_id
     JOIN old_source_accounts AS account ON account.id = match.source_account_id
     JOIN users ON users.did = status.user_did
     WHERE status.dismissed = 't' AND match.atproto_did ~ '^did:[a-z]+:.'`,
  );
  for (const dismissal of rows) if (await moveDismissal(dismissal)) moved.dismissed += 1;
}

async function moveDismissal({ user, username, did, handle, displayName, at, ...old }: Dismissal) {
  const platform = platformOf(old.platform).id;
  const account = await db.sourceAccount.findUnique({
    where: {
      sourcePlatform_originalUsername: {
        sourcePlatform: platform,
        originalUsername: usernameKey(username),
      },
    },
  });
  if (!account) return false;
  const source = { platform, username: account.originalUsername };
  const actor = { did, handle, displayName: displayName ?? undefined };
  return db.$transaction(async (tx) => {
    const matchId = await keepChosenActor(tx, user, { accountId: account.id, source, actor });
    const { count } = await tx.userMatchStatus.createMany({
      data: [{ userDid: user, matchId, dismissedAt: at ?? new Date() }],
      skipDuplicates: true,
    });
    await settle(tx, { user, accountIds: [account.id] });
    return count > 0;
  });
}

/** A key stays valid: both keep its SHA-256 alone. */
async function movePartners(client: pg.Client, moved: Moved) {
  const { rowCount } = await client.query(
    `WITH names AS (
       SELECT DISTINCT left(partner_name, 100) AS name FROM old_partner_api_keys WHERE partner_name <> ''
     ), made AS (
       INSERT INTO partners (name) SELECT name FROM names
       WHERE NOT EXISTS (SELECT FROM partners WHERE partners.name = names.name) RETURNING id, name
     ), there AS (
       SELECT id, name FROM made UNION ALL SELECT id, name FROM partners
     )
     INSERT INTO partner_api_keys (partner_id, name, key_hash, active, created_at, last_used)
     SELECT DISTINCT ON (old.api_key_hash) there.id, 'moved over', lower(old.api_key_hash), old.is_active = 't',
       coalesce(old.created_at::timestamp AT TIME ZONE 'UTC', now()), old.last_used::timestamp AT TIME ZONE 'UTC'
     FROM old_partner_api_keys AS old JOIN there ON there.name = left(old.partner_name, 100)
     WHERE lower(old.api_key_hash) ~ '^[0-9a-f]{64}$'
     ON CONFLICT (key_hash) DO NOTHING`,
  );
  moved.partnerKeys += rowCount ?? 0;
}

/** A platform that is not known here becomes "other". */
function platformOf(old: string) {
  const id = RENAMED[old] ?? old;
  const other = { id: "generic", name: old };
  return platforms.find((platform) => platform.id === id) ?? other;
}

/** The id that a list of the original has here: always the same, so that none is moved twice. */
function uuidOf(id: string) {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id.toLowerCase();
  return createHash("sha256")
    .update(id)
    .digest("hex")
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
