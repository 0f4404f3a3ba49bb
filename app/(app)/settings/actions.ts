"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { isLanguage } from "@/i18n/languages";
import { requireUser } from "@/lib/auth";
import { setKeepsLists } from "@/lib/uploads";
import { savePreferences } from "@/lib/users";

const Input = z.object({
  theme: z.enum(["system", "light", "dark"]),
  motion: z.enum(["system", "reduced"]),
  language: z.string().transform((tag) => (isLanguage(tag) ? tag : null)),
});

export async function savePreferencesAction(form: FormData) {
  const user = await requireUser();
  await savePreferences(user.did, Input.parse(Object.fromEntries(form)));
  revalidatePath("/", "layout");
}

/** Chooses whether lists stay, or pass with the last tab. */
export async function setKeepsListsAction(keepsLists: boolean) {
  const user = await requireUser();
  await setKeepsLists(user.did, z.boolean().parse(keepsLists));
  revalidatePath("/", "layout");
}
