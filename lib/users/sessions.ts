import { getProfiles, readHandle } from "@/lib/atproto";
import { db } from "@/lib/db";
import { endSession, withSession } from "@/lib/oauth";
import { hashToken, randomToken } from "@/lib/secrets";
import type { Preferences } from "./preferences";
import type { UserDid } from "./user-did";

/** How long a session lives after it was last extended. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

export type SessionUser = Preferences & {
  did: string;
  handle: string;
  displayName: string | null;
  avatarUrl: string | null;
  /** Whether lists that they bring stay. */
  keepsLists: boolean;
  /** For `destinationsFor`. */
  destinations: unknown;
};

/**
 * Signs a browser in as the person who has just proven to be `did`.
 *
 * @param fingerprint what browser it is, in words such as "Firefox on Windows".
 * @returns the token for the cookie; only its hash is kept.
 * @throws NetworkBusy, NetworkUnreachable when their server does not say who they are; we hold no tokens of theirs then.
 */
export async function openSession(did: string, fingerprint: string) {
  const profile = await readProfile(did).catch(async (error) => {
    await forgetUnlessSignedIn(did);
    throw error;
  });
  const token = randomToken();
  const expiresAt = sessionEnd();

  await db.user.upsert({
    where: { did },
    create: { did, ...profile },
    // Who blocks, or follows back, may have changed; and their server may let us see more than before.
    update: { ...profile, lastSeenAt: new Date(), relationsNextAt: new Date() },
  });
  await db.userSession.create({
    data: { sessionId: hashToken(token), did, fingerprint, expiresAt },
  });
  return { token, expiresAt };
}

/** The session with this token and its person, or null. The caller checks when it expires. */
export async function findSession(token: string) {
  const session = await db.userSession.findUnique({
    where: { sessionId: hashToken(token) },
    select: {
      expiresAt: true,
      user: {
        select: {
          did: true,
          handle: true,
          displayName: true,
          avatarUrl: true,
          theme: true,
          motion: true,
          language: true,
          keepsLists: true,
          destinations: true,
        },
      },
    },
  });
  return session satisfies { expiresAt: Date; user: SessionUser } | null;
}

/** Lets a session live on. Nothing happens to one that has been closed meanwhile. */
export async function extendSession(token: string, expiresAt: Date): Promise<void> {
  await db.userSession.updateMany({
    where: { sessionId: hashToken(token) },
    data: { expiresAt },
  });
}

/** Signs one browser out. With a person's last session, the tokens that we hold for them are revoked too. */
export async function closeSession(token: string): Promise<void> {
  const session = await db.userSession.findUnique({
    where: { sessionId: hashToken(token) },
    select: { did: true },
  });
  if (!session) return;

  await db.userSession.deleteMany({ where: { sessionId: hashToken(token) } });
  await forgetUnlessSignedIn(session.did);
}

/** Signs a person out in every browser, and revokes the tokens that we hold for them. */
export async function closeAllSessions(user: UserDid): Promise<void> {
  await db.userSession.deleteMany({ where: { did: user } });
  await endSession(user);
}

/** The browsers in which a person is signed in, newest first. `isThis` marks the one with the given token. */
export async function listSessions(user: UserDid, token: string) {
  const sessions = await db.userSession.findMany({
    where: { did: user, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    select: { sessionId: true, fingerprint: true, createdAt: true },
  });
  const own = hashToken(token);
  return sessions.map(({ sessionId, fingerprint, createdAt }) => ({
    // Enough to tell rows apart; the whole hash stays here.
    id: sessionId.slice(0, 12),
    fingerprint,
    createdAt,
    isThis: sessionId === own,
  }));
}

/** Tokens are held for people who are signed in somewhere. */
async function forgetUnlessSignedIn(did: string) {
  const sessions = await db.userSession.count({ where: { did, expiresAt: { gt: new Date() } } });
  if (sessions === 0) await endSession(did);
}

function sessionEnd() {
  return new Date(Date.now() + SESSION_SECONDS * 1000);
}

/** Name and picture for the page's corner. Without an AppView the handle alone does. */
async function readProfile(did: string) {
  const handle = await withSession(did, readHandle);
  const [profile] = await getProfiles([did]).catch(() => []);
  return {
    handle,
    displayName: profile?.displayName ?? null,
    avatarUrl: profile?.avatar ?? null,
  };
}
