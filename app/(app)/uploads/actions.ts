"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireUser } from "@/lib/auth";
import { checkAgain, deleteUpload, renameUpload } from "@/lib/uploads";

const UploadId = z.uuid();
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
