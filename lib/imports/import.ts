import type { z } from "zod";
import { db, Prisma } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import type { ImportPart, NewImport } from "./input";
import { prepareRows } from "./prepare";
import { AccountsVanished, saveAccounts, saveRows } from "./save";

/** A list of a million names takes half a minute. */
const SAVE_TIMEOUT_MS = 180_000;
const ATTEMPTS = 3;
/** Of a list that passes with its tab: the page that sends it says every minute that it is open. */
const OPEN_AT_FIRST = "10 minutes";

/** Announces a list. Its names follow in parts; until it is finished it counts for nothing. */
export async function beginImport(user: UserDid, list: z.infer<typeof NewImport>): Promise<string> {
  const { uploadId } = await db.userUpload.create({
    data: { userDid: user, sourcePlatform: list.platform, name: list.name },
    select: { uploadId: true },
  });
  await db.$executeRaw`
    UPDATE user_uploads SET
      open_until = CASE WHEN NOT keeps_lists THEN now() + ${OPEN_AT_FIRST}::interval END,
      app = coalesce(destinations -> source_platform ->> 0, app)
    FROM users
    WHERE upload_id = ${uploadId}::uuid AND did = ${user}`;
  return uploadId;
}

/**
 * Keeps one part of a list. A part that is sent again replaces itself.
 *
 * @returns false when there is no such unfinished list of this person's.
 */
export async function addImportPart(
  user: UserDid,
  uploadId: string,
  { part, follows }: z.infer<typeof ImportPart>,
): Promise<boolean> {
  const rows = prepareRows(follows);
  const column = <T>(read: (row: (typeof rows)[number]) => T) => rows.map(read);
  const filed = rows.flatMap(({ filedKeys }, row) => filedKeys.map((key) => ({ row, key })));

  // The lock lets a save that is under way end first: the part then comes too late, and does not stay behind it.
  const kept = await db.$executeRaw`
    INSERT INTO upload_parts (upload_id, part, keys, normalized, usernames, display_names, profile_urls, dates, precisions,
      filed_rows, filed_keys)
    SELECT upload_id, ${part}, ${column(({ key }) => key)}::text[], ${column(({ normalized }) => normalized)}::text[],
      ${column(({ username }) => username)}::text[], ${column(({ displayName }) => displayName)}::text[],
      ${column(({ profileUrl }) => profileUrl)}::text[], ${column(({ followed }) => followed)}::timestamptz[],
      ${column(({ precision }) => precision)}::text[]::date_precision[],
      ${filed.map(({ row }) => row)}::int[],
      ARRAY(SELECT hashtextextended(key, 0)
            FROM unnest(${filed.map(({ key }) => key)}::text[]) WITH ORDINALITY AS filed (key, place) ORDER BY place)
    FROM user_uploads
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user} AND saved_at IS NULL
    FOR KEY SHARE
    ON CONFLICT (upload_id, part) DO UPDATE SET
      keys = EXCLUDED.keys, normalized = EXCLUDED.normalized, usernames = EXCLUDED.usernames,
      display_names = EXCLUDED.display_names, profile_urls = EXCLUDED.profile_urls, dates = EXCLUDED.dates,
      precisions = EXCLUDED.precisions, filed_rows = EXCLUDED.filed_rows, filed_keys = EXCLUDED.filed_keys`;
  return kept === 1;
}

/**
 * Saves a list whose parts have all arrived, in one transaction: all of its names, or none. Matching may begin then.
 * Finishing twice saves once. The names stay in the database meanwhile, so that memory does not grow with the list.
 *
 * @param parts how many parts were sent.
 * @returns the number of accounts in the list, each counted once; or why it was not saved.
 */
export async function finishImport(user: UserDid, uploadId: string, parts: number) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction((tx) => finish(tx, user, uploadId, parts), {
        timeout: SAVE_TIMEOUT_MS,
        maxWait: 10_000,
      });
    } catch (error) {
      if (!isSwept(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Brings the names of lists that were just saved into the index for fuzzy search. Until then every such search reads all
 * of them one by one, also those of other people.
 */
export async function indexNewNames(): Promise<void> {
  await db.$executeRaw`SELECT merge_pending_names()`;
}

async function finish(
  tx: Prisma.TransactionClient,
  user: UserDid,
  uploadId: string,
  parts: number,
) {
  const [list] = await tx.$queryRaw<Announced[]>`
    SELECT source_platform AS platform, total_users AS total, saved_at IS NOT NULL AS "isSaved",
           (SELECT count(*)::int FROM upload_parts WHERE upload_id = u.upload_id) AS parts
    FROM user_uploads AS u
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user}
    FOR UPDATE`;
  if (!list) return { ok: false, problem: "unknown" } as const;
  if (list.isSaved) return { ok: true, total: list.total } as const;
  if (list.parts !== parts) return { ok: false, problem: "parts-missing" } as const;

  const target = { uploadId, user, platform: list.platform };
  await saveAccounts(tx, target);
  const total = await saveRows(tx, target);
  return { ok: true, total } as const;
}

type Announced = { platform: string; total: number; isSaved: boolean; parts: number };

/** Whether a sweep removed accounts between the statements of a save, which then has to begin again. */
function isSwept(error: unknown) {
  return error instanceof AccountsVanished || foreignKeyBroke(error);
}

function foreignKeyBroke(error: unknown) {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2010"
    ? JSON.stringify(error.meta).includes("23503")
    : false;
}
