import { db } from "@/lib/db";
import type { UserDid } from "./user-did";

/** How the app looks and speaks for a person. `system` is what their device asks for. */
export type Preferences = {
  theme: "system" | "light" | "dark";
  motion: "system" | "reduced";
  /** A tag out of i18n/languages.ts; null is what the browser asks for. */
  language: string | null;
};

/** Keeps how the app looks and speaks for a person, on every device they sign in with. */
export async function savePreferences(user: UserDid, preferences: Preferences): Promise<void> {
  await db.user.update({ where: { did: user }, data: preferences });
}
