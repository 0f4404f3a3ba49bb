"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireUser } from "@/lib/auth";
import { optIn, optOut } from "@/lib/opt-outs";
import { grantConsent, revokeConsent } from "@/lib/partners";

const PartnerInput = z.object({ partnerId: z.uuid() });

export async function grantConsentAction(form: FormData) {
  const user = await requireUser();
  await grantConsent(user.did, PartnerInput.parse(Object.fromEntries(form)).partnerId);
  revalidatePath("/settings");
}

export async function revokeConsentAction(form: FormData) {
  const user = await requireUser();
  await revokeConsent(user.did, PartnerInput.parse(Object.fromEntries(form)).partnerId);
  revalidatePath("/settings");
}

export async function optOutAction() {
  const user = await requireUser();
  await optOut(user.did, "self");
  revalidatePath("/settings");
}

export async function optInAction() {
  const user = await requireUser();
  await optIn(user.did);
  revalidatePath("/settings");
}
