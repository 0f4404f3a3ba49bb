import type { z } from "zod";
import { db, type Prisma } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import type { ImportPart, IncomingFollow, NewImport } from "./input";
import { AccountsVanished, saveFollows } from "./save";

/** A list of a million names takes half a minute. */
const SAVE_TIMEOUT_MS = 180_000;
const ATTEMPTS = 3;

/** Announces a list. Its names follow in parts; until it is finished it counts for nothing. */
export async function beginImport(user: UserDid, list: z.infer<typeof NewImport>): Promise<string> {
  const { uploadId } = await db.userUpload.create({
    data: { userDid: user, sourcePlatform: list.platform, name: list.name },
    select: { uploadId: true },
  });
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
  const kept = await db.$executeRaw`
    INSERT INTO upload_parts (upload_id, part, follows)
    SELECT upload_id, ${part}, ${JSON.stringify(follows)}::jsonb
    FROM user_uploads
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user} AND saved_at IS NULL
    ON CONFLICT (upload_id, part) DO UPDATE SET follows = EXCLUDED.follows`;
  return kept === 1;
}

/**
 * Saves a list whose parts have all arrived, in one transaction: all of its names, or none. Matching may begin then.
 * Finishing twice saves once.
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
      if (!(error instanceof AccountsVanished) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function finish(
  tx: Prisma.TransactionClient,
  user: UserDid,
  uploadId: string,
  parts: number,
) {
  const [list] = await tx.$queryRaw<Announced[]>`
    SELECT source_platform AS platform, total_users AS total, saved_at IS NOT NULL AS saved,
           (SELECT jsonb_agg(follows ORDER BY part) FROM upload_parts p
            WHERE p.upload_id = u.upload_id) AS parts
    FROM user_uploads u
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user}
    FOR UPDATE`;
  if (!list) return { ok: false, problem: "unknown" } as const;
  if (list.saved) return { ok: true, total: list.total } as const;
  if (list.parts?.length !== parts) return { ok: false, problem: "parts-missing" } as const;

  const total = await saveFollows(
    tx,
    { uploadId, user, platform: list.platform },
    list.parts.flat(),
  );
  await tx.$executeRaw`
    WITH done AS (DELETE FROM upload_parts WHERE upload_id = ${uploadId}::uuid)
    UPDATE user_uploads SET total_users = ${total}, saved_at = now(), match_next_at = now()
    WHERE upload_id = ${uploadId}::uuid`;
  return { ok: true, total } as const;
}

type Announced = {
  platform: string;
  total: number;
  saved: boolean;
  parts: IncomingFollow[][] | null;
};
