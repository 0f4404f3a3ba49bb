import { type Actor, getProfiles, searchActors, unlessRefused } from "@/lib/atproto";
import { db } from "@/lib/db";
import { searchDirectory } from "@/lib/directory";
import { keepChosenActor } from "@/lib/matching";
import { findOptedOut } from "@/lib/opt-outs";
import type { UserDid } from "@/lib/users";
import { applyDecision, type RowBefore } from "./decide";

const HITS = 20;
const LISTED_HITS = 10;

/**
 * Accounts on the network for what a person typed: the one with exactly that handle or DID first, then what the search
 * finds, then those of our directory whose name contains it. Never the person; nobody who is labelled as an impersonator, as spam or as taken down; and nobody who has opted
 * out of being found.
 *
 * @param text a name, or a handle with or without "@"; 1 to 200 characters.
 * @throws NetworkBusy, NetworkUnreachable.
 */
export async function searchPeople(user: UserDid, text: string): Promise<Actor[]> {
  const wanted = readTyped(text);
  if (!wanted) return [];
  const isIdentifier = /^did:|^[^\s@]+\.[^\s@.]+$/.test(wanted);
  const [exact, found] = await Promise.all([
    isIdentifier ? unlessRefused(getProfiles([wanted]), []) : [],
    unlessRefused(searchActors(wanted, HITS), []),
  ]);
  const known = new Set([...exact, ...found].map(({ did }) => did));
  const listed = (await searchDirectory(wanted, LISTED_HITS)).filter(({ did }) => !known.has(did));
  // As the AppView has them: the directory may be behind.
  const more =
    listed.length > 0 ? await unlessRefused(getProfiles(listed.map(({ did }) => did)), []) : [];
  const distinct = new Map([...exact, ...found, ...more].map((actor) => [actor.did, actor]));
  return suggestable(user, [...distinct.values()]);
}

/**
 * Chooses an account that matching did not suggest. Only this person sees the match that it makes.
 *
 * @returns how the row was before, for `restoreRow`; null when the row is not in this person's lists, or nobody who may
 *   be suggested has that DID.
 * @throws NetworkBusy, NetworkUnreachable.
 */
export async function chooseActor(
  user: UserDid,
  accountId: bigint,
  did: string,
): Promise<RowBefore | null> {
  const row = await db.userSourceFollow.findFirst({
    where: { sourceAccountId: accountId, userDid: user },
    select: { displayName: true, sourceAccount: true },
  });
  const actors = row ? await unlessRefused(getProfiles([did]), []) : [];
  const [actor] = await suggestable(user, actors);
  if (!row || !actor) return null;

  const { sourcePlatform, originalUsername } = row.sourceAccount;
  const source = {
    platform: sourcePlatform,
    username: originalUsername,
    displayName: row.displayName ?? undefined,
  };
  return db.$transaction(async (tx) => {
    const known = await tx.atprotoMatch.findFirst({
      where: { sourceAccountId: accountId, atprotoDid: did, privateTo: user },
      select: { id: true },
    });
    const matchId = await keepChosenActor(tx, user, { accountId, source, actor });
    const before = await applyDecision(tx, user, matchId, "choose");
    return before && { ...before, added: known ? undefined : matchId };
  });
}

const NOT_TO_SUGGEST = new Set(["impersonation", "spam", "scam", "!hide", "!takedown", "!suspend"]);

async function suggestable(user: UserDid, actors: Actor[]) {
  const optedOut = await findOptedOut(actors.map(({ did }) => did));
  return actors.filter(
    ({ did, labels = [] }) =>
      did !== user && !optedOut.has(did) && !labels.some((label) => NOT_TO_SUGGEST.has(label)),
  );
}

/** What people paste may hold "@", spaces, and invisible characters that mark the direction of the text. */
function readTyped(text: string) {
  return text
    .replace(/\p{Cf}/gu, "")
    .trim()
    .replace(/^@/, "");
}
