"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireUser } from "@/lib/auth";
import { platforms } from "@/lib/exports";
import { saveDestinations } from "@/lib/users";

const Platform = z.enum(platforms.map(({ id }) => id));
const Apps = z.array(z.string().max(100)).max(100);

/** Chooses in which apps people of a platform are followed. Answers those that hold now. */
export async function saveDestinationsAction(platform: string, apps: string[]): Promise<string[]> {
  const user = await requireUser();
  const kept = await saveDestinations(user.did, Platform.parse(platform), Apps.parse(apps));
  revalidatePath("/", "layout");
  return kept;
}
