import { cookies } from "next/headers";
import { type NextRequest, userAgent } from "next/server";
import { NetworkBusy, NetworkUnreachable } from "@/lib/atproto";
import { currentUser, sessionCookie } from "@/lib/auth";
import { env } from "@/lib/env";
import { finishSignIn } from "@/lib/oauth";
import { closeSession, openSession } from "@/lib/users";

// Where a person's server sends the browser back to. The address is built from our settings: what the request says of
// its host may be anything.
export async function GET(request: NextRequest) {
  const jar = await cookies();
  const signIn = await finishSignIn(request.nextUrl.searchParams, jar.get("atlast-sign-in")?.value);
  const { name, options } = sessionCookie();
  const before = jar.get(name)?.value;
  if (!signIn.ok) {
    // Somebody who is in already asked for more leave: what they had, they still have.
    const isIn = signIn.returnTo && (await currentUser());
    return backTo(isIn ? `${signIn.returnTo}?leave=refused` : `/?problem=${signIn.problem}`);
  }

  try {
    const { token, expiresAt } = await openSession(signIn.did, browserName(request));
    jar.set(name, token, { ...options, expires: expiresAt });
    // One session for each browser.
    if (before) await closeSession(before);
    jar.delete({ name: "atlast-sign-in", path: "/oauth/callback" });
    return backTo(signIn.returnTo);
  } catch (error) {
    if (!(error instanceof NetworkBusy || error instanceof NetworkUnreachable)) throw error;
    return backTo("/?problem=server-unreachable");
  }
}

function backTo(path: string) {
  return Response.redirect(new URL(path, env().PUBLIC_URL), 303);
}

function browserName(request: NextRequest) {
  const { browser, os } = userAgent(request);
  return [browser.name, os.name].filter(Boolean).join(" · ");
}
