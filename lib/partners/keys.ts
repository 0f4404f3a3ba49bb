import { db } from "@/lib/db";
import { hashToken, randomToken } from "@/lib/secrets";

const PREFIX = "atlast_";

export type PartnerView = {
  id: string;
  name: string;
  homepage: string | null;
  createdAt: Date;
  hasWebhook: boolean;
  /** How many people let it read. */
  people: number;
  keys: { id: string; name: string; active: boolean; createdAt: Date; lastUsed: Date | null }[];
};

/** Makes a partner, without a key yet. */
export async function createPartner(partner: {
  name: string;
  homepage: string | null;
}): Promise<string> {
  const { id } = await db.partner.create({ data: partner, select: { id: true } });
  return id;
}

/**
 * Makes another key for a partner.
 *
 * @returns the key, which nobody can read again: only its hash is kept. Null when there is no such partner.
 */
export async function createKey(partnerId: string, name: string): Promise<string | null> {
  const partner = await db.partner.findUnique({ where: { id: partnerId }, select: { id: true } });
  if (!partner) return null;
  const key = PREFIX + randomToken();
  await db.partnerApiKey.create({ data: { partnerId, name, keyHash: hashToken(key) } });
  return key;
}

/** Ends a key at once and for good. */
export async function revokeKey(keyId: string): Promise<boolean> {
  const { count } = await db.partnerApiKey.updateMany({
    where: { id: keyId, active: true },
    data: { active: false },
  });
  return count === 1;
}

/** Every partner with its keys, by name. */
export async function listPartners(): Promise<PartnerView[]> {
  const partners = await db.partner.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    include: {
      _count: { select: { consents: true } },
      keys: {
        orderBy: { createdAt: "desc" },
        select: { id: true, name: true, active: true, createdAt: true, lastUsed: true },
      },
    },
  });
  return partners.map(({ id, name, homepage, createdAt, webhookUrl, _count, keys }) => ({
    id,
    name,
    homepage,
    createdAt,
    hasWebhook: webhookUrl !== null,
    people: _count.consents,
    keys,
  }));
}
