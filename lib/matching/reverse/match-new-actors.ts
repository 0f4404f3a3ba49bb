import {
  type Actor,
  getProfiles,
  NetworkBusy,
  NetworkUnreachable,
  PROFILES_PER_REQUEST,
} from "@/lib/atproto";
import { db } from "@/lib/db";
import {
  type Check,
  claimChecks,
  type DirectoryEntry,
  finishChecks,
  listEntries,
  noteActors,
  postponeChecks,
} from "@/lib/directory";
import { pausedUntil, pauseService } from "../pause";
import { arrive, leave } from "./arrive";
import { keysOfActor } from "./keys";
import { findPairs, findSimilar } from "./pairs";
import { listPromising } from "./promising";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60 * 60_000;
const SERVER_DOWN_WAIT_MS = 30_000;
/** For about a minute the AppView may not have heard yet what we have; after that, its word counts. */
const ATTEMPTS_FOR_NEWS = 6;
/** For some hours more it may be behind nevertheless: what we have is kept, and it is asked again. */
const ATTEMPTS_FOR_LATE_NEWS = 14;
/** For about half a day an account may be unknown to the AppView, or without a valid handle. */
const ATTEMPTS_FOR_ACCOUNT = 22;
const COMPARED_LENGTH = 64;
const NO_HANDLE = "handle.invalid";

/**
 * Looks at accounts that may be somebody's, until the deadline: asks the AppView who they are now, keeps them as matches
 * of the accounts that people wait for, and marks them as arrived for each of these people. Nobody is shown what the
 * AppView has not confirmed.
 *
 * @returns how many accounts were looked at; null when nothing was due.
 */
export async function matchNewActors(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ accounts: number; arrivals: number } | null> {
  if (await pausedUntil("appview")) return null;
  const done = { accounts: 0, arrivals: 0 };
  while (Date.now() < deadline.getTime() && !signal.aborted) {
    const checks = await claimChecks("profile", PROFILES_PER_REQUEST);
    if (checks.length === 0) break;
    const answer = await readProfiles(checks);
    if (!answer) break;
    done.arrivals += await lookAt(checks, answer);
    done.accounts += checks.length;
  }
  return done.accounts > 0 ? done : null;
}

/** What the AppView says of them; null, with the checks put off, when it does not answer. */
async function readProfiles(checks: Check[]): Promise<Actor[] | null> {
  try {
    return await getProfiles(checks.map(({ did }) => did));
  } catch (error) {
    if (error instanceof NetworkBusy) {
      await pauseService("appview", error.until);
      await postponeChecks(checks, error.until, false);
    } else if (error instanceof NetworkUnreachable) {
      await postponeChecks(checks, new Date(Date.now() + SERVER_DOWN_WAIT_MS), false);
    } else {
      throw error;
    }
    return null;
  }
}

async function lookAt(checks: Check[], profiles: Actor[]): Promise<number> {
  const entries = new Map((await listEntries(checks.map(({ did }) => did))).map(byDid));
  const known = new Map(profiles.map(byDid));
  let arrivals = 0;
  for (const check of checks) {
    const [entry, profile] = [entries.get(check.did), known.get(check.did)];
    if (entry && !entry.isActive) {
      await leave(check.did);
    } else if (!profile || profile.handle === NO_HANDLE) {
      if (check.attempts < ATTEMPTS_FOR_ACCOUNT) {
        await putOff(check);
        continue;
      }
    } else if (entry && isBehind(profile, entry) && check.attempts < ATTEMPTS_FOR_LATE_NEWS) {
      if (check.attempts >= ATTEMPTS_FOR_NEWS) {
        arrivals += await confirm(profile, { ...entry, ...namesOf(profile) });
      }
      await putOff(check);
      continue;
    } else {
      arrivals += await confirm(profile, await keep(profile));
    }
    await finishChecks(db, [check]);
  }
  return arrivals;
}

function namesOf({ handle, displayName, description }: Actor) {
  return { handle, displayName: displayName ?? null, description: description ?? null };
}

/** Takes what the AppView says into the directory. Gives what the directory has then. */
function keep(profile: Actor): Promise<DirectoryEntry | undefined> {
  const { did, labels, createdAt } = profile;
  return db.$transaction(async (tx) => {
    await noteActors(tx, [{ did, labels, createdAt, ...namesOf(profile) }], keysOfActor);
    const [entry] = await listEntries([did], tx);
    return entry;
  });
}

/** Has the account arrive for everybody who waits for it, as it is in this entry. */
async function confirm(profile: Actor, entry: DirectoryEntry | undefined): Promise<number> {
  const entries = entry ? [entry] : [];
  const pairs = await db.$transaction(async (tx) => {
    const byKey = await findPairs(tx, entries);
    return byKey.length > 0 ? byKey : findSimilar(tx, entries);
  });
  return arrive(
    profile,
    listPromising(pairs).map(({ accountId }) => accountId),
  );
}

/** Whether the AppView has not yet heard of the handle, the name or the bio that we have. */
function isBehind(profile: Actor, entry: DirectoryEntry) {
  const isNewHandle = entry.handle !== null && entry.handle !== profile.handle.toLowerCase();
  const texts = ["displayName", "description"] as const;
  return isNewHandle || texts.some((text) => plain(entry[text]) !== plain(profile[text]));
}

/** Sources and the AppView cut texts off, each at its own length and with its own blanks. */
function plain(text: string | null | undefined) {
  return (text ?? "").trim().slice(0, COMPARED_LENGTH);
}

function putOff(check: Check) {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** check.attempts, LONGEST_WAIT_MS);
  return postponeChecks([check], new Date(Date.now() + wait), true);
}

function byDid<T extends { did: string }>(item: T): [string, T] {
  return [item.did, item];
}
