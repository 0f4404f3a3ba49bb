import { apps } from "@/lib/apps";
import { db } from "@/lib/db";
import type { UserDid } from "./user-did";

/**
 * Keeps in which apps a person follows people of a platform, for the lists that they bring from now on.
 *
 * @param chosen ids of apps; the usual app alone where none of them is there.
 * @returns what holds now, as `destinationsFor` gives it.
 */
export async function saveDestinations(
  user: UserDid,
  platform: string,
  chosen: string[],
): Promise<string[]> {
  const kept = destinationsFor({ [platform]: chosen }, platform);
  // In one statement: two tabs that choose for two platforms both have their way.
  await db.$executeRaw`
    UPDATE users SET destinations = destinations || ${JSON.stringify({ [platform]: kept })}::jsonb
    WHERE did = ${user}`;
  return kept;
}

/**
 * The apps in which a person follows people of a platform, in the order of all apps; the first is the one that a new list
 * begins with. The usual app alone where nothing is chosen, or nothing that is still there.
 *
 * @param destinations as they are kept with the account: ids of apps by platform.
 */
export function destinationsFor(destinations: unknown, platform: string): string[] {
  const chosen = (destinations as Record<string, string[]>)[platform] ?? [];
  const known = apps.map(({ id }) => id).filter((id) => chosen.includes(id));
  return known.length > 0 ? known : [apps[0].id];
}
