"use server";

import { type CheckResult, checkDatabase, noteAction } from "@/lib/admin";
import { requireAdmin } from "@/lib/auth";

/** The checks of the database; null where they cannot be made, undefined before they were. */
export type Checked = { results?: CheckResult[] | null };

export async function checkDatabaseAction(): Promise<Checked> {
  const admin = await requireAdmin();
  await noteAction(admin.did, "check-database");
  return { results: await checkDatabase() };
}
