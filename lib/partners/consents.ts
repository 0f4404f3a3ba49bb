import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";

/** A partner as a person sees it, and since when it may read what ATlast finds for them; null when it may not. */
export type ConsentView = {
  id: string;
  name: string;
  homepage: string | null;
  grantedAt: Date | null;
};

/** The partners that have a key or that the person has connected, by name. */
export async function listConsents(user: UserDid): Promise<ConsentView[]> {
  const partners = await db.partner.findMany({
    where: {
      OR: [{ keys: { some: { active: true } } }, { consents: { some: { userDid: user } } }],
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    include: { consents: { where: { userDid: user } } },
  });
  return partners.map(({ id, name, homepage, consents }) => {
    return { id, name, homepage, grantedAt: consents[0]?.grantedAt ?? null };
  });
}

/** Lets a partner read what ATlast finds for this person, from now on. Answers false when there is no such partner. */
export async function grantConsent(user: UserDid, partnerId: string): Promise<boolean> {
  const granted = await db.$executeRaw`
    INSERT INTO partner_consents (partner_id, user_did) SELECT id, ${user} FROM partners
    WHERE id = ${partnerId}::uuid
    ON CONFLICT (partner_id, user_did) DO UPDATE SET granted_at = partner_consents.granted_at`;
  return granted === 1;
}

/** Takes it back. What waited to be delivered goes with it. */
export async function revokeConsent(user: UserDid, partnerId: string): Promise<boolean> {
  const { count } = await db.partnerConsent.deleteMany({ where: { partnerId, userDid: user } });
  return count === 1;
}
