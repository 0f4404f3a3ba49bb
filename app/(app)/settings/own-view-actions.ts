"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireUser } from "@/lib/auth";
import { getOwnViewUse, type OwnViewUse, setUsesOwnView } from "@/lib/closer-look";
import type { SignInProblem } from "@/lib/oauth";
import { askLeave } from "../ask-leave";

/** Chooses whether what only the person's own account can see is used. Answers how that now stands. */
export async function setUsesOwnViewAction(usesOwnView: boolean): Promise<OwnViewUse> {
  const user = await requireUser();
  await setUsesOwnView(user.did, z.boolean().parse(usesOwnView));
  revalidatePath("/settings");
  return getOwnViewUse(user.did);
}

/** Goes to the person's server, to ask for leave to see what their account sees; answers why that could not be done. */
export async function askOwnViewAction(isBroad: boolean): Promise<{ problem: SignInProblem }> {
  const user = await requireUser();
  return askLeave(user.did, { ownView: true }, { returnTo: "/settings", isBroad });
}
