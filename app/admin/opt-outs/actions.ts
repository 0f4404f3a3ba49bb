"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { noteAction } from "@/lib/admin";
import { requireAdmin } from "@/lib/auth";
import { optIn, optOut } from "@/lib/opt-outs";

const Input = z.object({
  did: z
    .string()
    .trim()
    .regex(/^did:(plc|web):[\w.:%-]+$/),
});

export async function optOutAction(
  _previous: { isWrong?: boolean; count?: number },
  form: FormData,
): Promise<{ isWrong?: boolean; count?: number }> {
  const admin = await requireAdmin();
  const given = Input.safeParse(Object.fromEntries(form));
  if (!given.success) return { isWrong: true };
  await noteAction(admin.did, "opt-out", given.data.did);
  const count = await optOut(given.data.did, "operator");
  revalidatePath("/admin/opt-outs");
  return { count };
}

export async function optInAction(form: FormData) {
  const admin = await requireAdmin();
  const { did } = Input.parse(Object.fromEntries(form));
  await noteAction(admin.did, "opt-in", did);
  await optIn(did);
  revalidatePath("/admin/opt-outs");
}
