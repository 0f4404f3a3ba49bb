"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireUser } from "@/lib/auth";
import { platforms } from "@/lib/exports";
import { checkAgain, deleteUpload, renameUpload, setAwaited } from "@/lib/uploads";

const UploadId = z.uuid();
const Platform = z.enum(platforms.map(({ id }) => id));
const Awaited = z.object({ awaited: Platform }).or(z.object({ notAwaited: Platform }));
const Rename = z.object({ uploadId: UploadId, name: z.string().trim().min(1).max(200) });

export async function renameUploadAction(form: FormData) {
  const user = await requireUser();
  const { uploadId, name } = Rename.parse(Object.fromEntries(form));
  await renameUpload(user.did, uploadId, name);
  revalidatePath("/uploads", "layout");
}

export async function deleteUploadAction(uploadId: string) {
  const user = await requireUser();
  await deleteUpload(user.did, UploadId.parse(uploadId));
  revalidatePath("/uploads", "layout");
}

/** Checks everybody again whom the list has not found. */
export async function checkAgainAction(uploadId: string) {
  const user = await requireUser();
  await checkAgain(user.did, UploadId.parse(uploadId));
  revalidatePath("/uploads", "layout");
}

/** Keeps the guide to a platform's list on the page until the list has arrived, or takes it away. */
export async function setAwaitedAction(form: FormData) {
  const user = await requireUser();
  const chosen = Awaited.parse(Object.fromEntries(form));
  if ("awaited" in chosen) await setAwaited(user.did, chosen.awaited, true);
  else await setAwaited(user.did, chosen.notAwaited, false);
  revalidatePath("/uploads");
}
