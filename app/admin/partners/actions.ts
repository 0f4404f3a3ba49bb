"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { noteAction } from "@/lib/admin";
import { requireAdmin } from "@/lib/auth";
import { createKey, createPartner, revokeKey } from "@/lib/partners";

const PartnerInput = z.object({
  name: z.string().trim().min(1).max(100),
  homepage: z.union([z.literal("").transform(() => null), z.url({ protocol: /^https$/ })]),
});
const KeyInput = z.object({ partnerId: z.uuid(), name: z.string().trim().min(1).max(100) });
const RevokeInput = z.object({ keyId: z.uuid() });

/** What to say after a form was sent. */
export type Made = { key?: string; isWrong?: boolean };

export async function createPartnerAction(_previous: Made, form: FormData): Promise<Made> {
  const admin = await requireAdmin();
  const given = PartnerInput.safeParse(Object.fromEntries(form));
  if (!given.success) return { isWrong: true };
  await noteAction(admin.did, "create-partner", given.data.name);
  await createPartner(given.data);
  revalidatePath("/admin/partners");
  return {};
}

/** Makes a key and hands it out, this once. */
export async function createKeyAction(_previous: Made, form: FormData): Promise<Made> {
  const admin = await requireAdmin();
  const given = KeyInput.safeParse(Object.fromEntries(form));
  if (!given.success) return { isWrong: true };
  const { partnerId, name } = given.data;
  await noteAction(admin.did, "create-key", partnerId);
  const key = await createKey(partnerId, name);
  revalidatePath("/admin/partners");
  return key ? { key } : { isWrong: true };
}

export async function revokeKeyAction(form: FormData) {
  const admin = await requireAdmin();
  const { keyId } = RevokeInput.parse(Object.fromEntries(form));
  await noteAction(admin.did, "revoke-key", keyId);
  await revokeKey(keyId);
  revalidatePath("/admin/partners");
}
