import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { getServerSession, type NextAuthOptions } from "next-auth";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { cache } from "react";
import { env, isLoopback } from "./env";
import {
  closeSession,
  extendSession,
  findSession,
  SESSION_SECONDS,
  type SessionUser,
  type UserDid,
} from "./users";

declare module "next-auth" {
  interface Session {
    user: SessionUser;
  }
}

/** A person who is signed in. */
export type CurrentUser = Omit<SessionUser, "did"> & { did: UserDid };

/** Who asks, or null when nobody is signed in. Looked up once a request, however many parts of the page ask. */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const session = await getServerSession(authOptions());
  return session ? { ...session.user, did: session.user.did as UserDid } : null;
});

/** Who asks. When nobody is signed in, sends the browser to the sign-in page, and from there back to where it was. */
export async function requireUser(): Promise<CurrentUser> {
  const user = await currentUser();
  if (user) return user;
  // What proxy.ts put there: no other way tells a page its own address.
  const page = (await headers()).get("x-atlast-page");
  redirect(page ? `/?${new URLSearchParams({ returnTo: page })}` : "/");
}

/** Whether a person runs this ATlast: ADMIN_DIDS names them. */
export function isAdmin(user: CurrentUser): boolean {
  return env().ADMIN_DIDS.includes(user.did);
}

/** Who asks, when they run this ATlast. For everybody else there is no such page. */
export async function requireAdmin(): Promise<CurrentUser> {
  const user = await currentUser();
  return user && isAdmin(user) ? user : notFound();
}

/**
 * Who sends this request to a route that changes something or answers with a person's data.
 *
 * @returns the answer to give instead, when it does not come from our own pages (403) or nobody is signed in (401).
 */
export async function userOfRequest(request: Request): Promise<CurrentUser | Response> {
  const site = request.headers.get("sec-fetch-site");
  const isOurs = site ? site === "same-origin" : isFromOurOrigin(request);
  if (!isOurs) return Response.json({ error: "forbidden" }, { status: 403 });
  return (await currentUser()) ?? Response.json({ error: "unauthorized" }, { status: 401 });
}

/** For browsers that do not say where a request comes from: requests that change something carry an Origin. */
function isFromOurOrigin(request: Request) {
  const origin = request.headers.get("origin");
  return origin === env().PUBLIC_URL || (origin === null && request.method === "GET");
}

/**
 * next-auth over user_sessions: it keeps the cookie and the session, while the sign-in itself is AT Protocol OAuth
 * (lib/oauth), which next-auth has no provider for.
 */
export function authOptions(): NextAuthOptions {
  const { PUBLIC_URL, AUTH_SECRET } = env();
  // next-auth takes its own address from here alone; without it, it would believe request headers.
  process.env.NEXTAUTH_URL = PUBLIC_URL;

  return {
    providers: [],
    adapter,
    secret: AUTH_SECRET,
    session: { strategy: "database", maxAge: SESSION_SECONDS, updateAge: 24 * 60 * 60 },
    pages: { signIn: "/", signOut: "/", error: "/" },
    cookies: { sessionToken: sessionCookie() },
    callbacks: {
      session: ({ session, user }) => ({ ...session, user: (user as SignedInUser).profile }),
    },
    logger: {
      // Otherwise a database that is away would look like a person who is not signed in.
      error(code, error) {
        throw error instanceof Error ? error : new Error(code);
      },
    },
  };
}

/** Name and attributes of the session cookie. Over https no other host, not even a sub-domain, can set it. */
export function sessionCookie() {
  const secure = !isLoopback(env().PUBLIC_URL);
  return {
    name: secure ? "__Host-atlast-session" : "atlast-session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
}

type SignedInUser = AdapterUser & { profile: SessionUser };

// next-auth asks the rest of the adapter only for its own sign-in methods, of which there are none.
const adapter = {
  async getSessionAndUser(sessionToken: string) {
    const found = await findSession(sessionToken);
    if (!found) return null;
    const { did } = found.user;
    const user = { id: did, email: did, emailVerified: null, profile: found.user };
    return { session: { sessionToken, userId: did, expires: found.expiresAt }, user };
  },
  async updateSession({ sessionToken, expires }: { sessionToken: string; expires?: Date }) {
    if (expires) await extendSession(sessionToken, expires);
    return null;
  },
  async deleteSession(sessionToken: string) {
    await closeSession(sessionToken);
  },
} as Adapter;
