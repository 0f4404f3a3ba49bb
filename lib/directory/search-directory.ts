import type { Actor } from "@/lib/atproto";
import { db } from "@/lib/db";
import { actorOf } from "./find-actors";

/** Shorter texts have no trigram: they would read the whole directory. */
const SHORTEST = 3;

/**
 * Active accounts of the directory whose handle or name contains what a person typed, the most similar first. Handles
 * are as they were claimed: ask the AppView before a person follows one.
 *
 * @returns nobody for fewer than three letters.
 */
export async function searchDirectory(text: string, limit: number): Promise<Actor[]> {
  const typed = text.trim().toLowerCase();
  if (typed.length < SHORTEST) return [];
  const pattern = `%${typed.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await db.$queryRaw<Parameters<typeof actorOf>[0][]>`
    SELECT did, handle, display_name AS "displayName", description, labels, account_created AS "createdAt"
    FROM directory_accounts
    WHERE lower(coalesce(handle, '') || ' ' || coalesce(display_name, '')) LIKE ${pattern}
      AND is_active AND handle IS NOT NULL
    ORDER BY similarity(lower(coalesce(handle, '') || ' ' || coalesce(display_name, '')), ${typed}) DESC, did
    LIMIT ${limit}`;
  return rows.map(actorOf);
}
