import type { z } from "zod";
import { apps } from "@/lib/apps";
import { db } from "@/lib/db";
import { fileNewNames } from "@/lib/matching";
import { OPEN_FOR } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";
import type { ImportPart, IncomingFollow, NewImport } from "./input";
import { prepareColumns } from "./prepare";

/** Names that are not filed by then are filed by the background work. */
const FILING_MS = 60_000;

/** Announces a list. Its names follow; until it is finished it counts for nothing. */
export async function beginImport(user: UserDid, list: z.infer<typeof NewImport>): Promise<string> {
  const [begun] = await db.$queryRaw<{ uploadId: string }[]>`
    INSERT INTO user_uploads (user_did, source_platform, name, open_until, app)
    SELECT did, ${list.platform}, ${list.name},
      CASE WHEN NOT keeps_lists THEN now() + ${OPEN_FOR}::interval END,
      coalesce(destinations -> ${list.platform}::text ->> 0, ${apps[0].id})
    FROM users WHERE did = ${user}
    RETURNING upload_id::text AS "uploadId"`;
  if (!begun) throw new Error("There is nobody whose list this could be.");
  return begun.uploadId;
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
  const names = prepareColumns(follows);
  // The lock lets a save that is under way end first: the part then comes too late, and does not stay behind it.
  const kept = await db.$executeRaw`
    INSERT INTO upload_parts (upload_id, part, keys, normalized, usernames, display_names, profile_urls, dates, precisions)
    SELECT upload_id, ${part}, ${names.keys}::text[], ${names.normalized}::text[], ${names.usernames}::text[],
      ${names.displayNames}::text[], ${names.profileUrls}::text[], ${names.dates}::timestamptz[],
      ${names.precisions}::text[]::date_precision[]
    FROM user_uploads
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user} AND saved_at IS NULL
    FOR KEY SHARE
    ON CONFLICT (upload_id, part) DO UPDATE SET
      keys = EXCLUDED.keys, normalized = EXCLUDED.normalized, usernames = EXCLUDED.usernames,
      display_names = EXCLUDED.display_names, profile_urls = EXCLUDED.profile_urls, dates = EXCLUDED.dates,
      precisions = EXCLUDED.precisions`;
  return kept === 1;
}

/**
 * Saves a list, in one transaction and one round trip: all of its names, or none. Matching may begin then. Finishing
 * twice saves once. Names that came in parts stay in the database meanwhile, so that memory does not grow with the list.
 *
 * @param parts how many parts were sent.
 * @param rest names that came in none of them, and follow after them: the whole list, when it is short enough.
 * @returns the number of accounts in the list, each counted once; or why it was not saved.
 */
export async function finishImport(
  user: UserDid,
  uploadId: string,
  parts: number,
  rest: IncomingFollow[] = [],
) {
  const names = prepareColumns(rest);
  const [saved] = await db.$queryRaw<[Saved]>`
    SELECT problem, total FROM save_list(${uploadId}::uuid, ${user}, ${parts}::int,
      ${names.keys}::text[], ${names.normalized}::text[], ${names.usernames}::text[], ${names.displayNames}::text[],
      ${names.profileUrls}::text[], ${names.dates}::timestamptz[], ${names.precisions}::text[]::date_precision[])`;
  return saved.problem === null
    ? ({ ok: true, total: saved.total } as const)
    : ({ ok: false, problem: saved.problem } as const);
}

type Saved = { problem: null; total: number } | { problem: "unknown" | "parts-missing" };

/**
 * Brings the names of lists that were just saved into the indexes by which they are found: that for fuzzy search, which
 * reads all of them one by one until then, and the keys that lead from an account to who waits for it.
 */
export async function indexNewNames(): Promise<void> {
  await db.$executeRaw`SELECT merge_pending_names()`;
  await fileNewNames(new Date(Date.now() + FILING_MS), new AbortController().signal);
}
