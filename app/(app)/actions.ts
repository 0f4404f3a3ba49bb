"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { requireUser, sessionCookie } from "@/lib/auth";
import { holdOpen } from "@/lib/uploads";
import { closeAllSessions, closeSession } from "@/lib/users";

/** Signs this browser out. */
export async function signOutAction() {
  const { name, options } = sessionCookie();
  const jar = await cookies();
  const token = jar.get(name)?.value;
  if (token) await closeSession(token);
  jar.delete({ name, ...options });
  redirect("/");
}

/** Signs every browser of this person out, and ends our access to their server. */
export async function signOutEverywhereAction() {
  const user = await requireUser();
  await closeAllSessions(user.did);
  const { name, options } = sessionCookie();
  (await cookies()).delete({ name, ...options });
  redirect("/");
}

/** Notes that this person has a tab open. */
export async function holdOpenAction() {
  const user = await requireUser();
  await holdOpen(user.did);
}
