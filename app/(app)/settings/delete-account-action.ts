"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { deleteAccount } from "@/lib/account";
import { requireUser, sessionCookie } from "@/lib/auth";

/** Deletes the person's account with everything in it, and says so at the door. */
export async function deleteAccountAction() {
  const user = await requireUser();
  await deleteAccount(user.did);
  const { name, options } = sessionCookie();
  (await cookies()).delete({ name, ...options });
  redirect("/?deleted=yes");
}
