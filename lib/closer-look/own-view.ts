import { db } from "@/lib/db";
import { grantedLeave } from "@/lib/oauth";
import type { UserDid } from "@/lib/users";
import { forgetOwnView } from "./keep-relations";

/**
 * Whether what only the person's own account can see is used: `off`; `on`; or `refused`, wanted by the person, but their
 * server does not let us (it was refused, or the last sign-in did not ask for it).
 */
export type OwnViewUse = "off" | "on" | "refused";

export async function getOwnViewUse(user: UserDid): Promise<OwnViewUse> {
  const person = await db.user.findUnique({ where: { did: user }, select: { usesOwnView: true } });
  if (!person?.usesOwnView) return "off";
  return (await grantedLeave(user)).ownView ? "on" : "refused";
}

/**
 * Chooses whether whom the person muted, and whom those follow that they follow, is read with their own account and
 * counted. Taken back, it is forgotten.
 */
export async function setUsesOwnView(user: UserDid, usesOwnView: boolean): Promise<void> {
  await db.user.update({
    where: { did: user },
    data: { usesOwnView, relationsNextAt: new Date() },
  });
  if (!usesOwnView) await forgetOwnView(user);
}
