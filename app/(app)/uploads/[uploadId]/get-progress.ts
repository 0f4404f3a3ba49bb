import { countRows, type RowCounts, type View } from "@/lib/review";
import { getUpload, type Upload } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";

/** What a review page shows beside its rows; dates as text where it comes as JSON. */
export type Progress = { upload: Upload; counts: RowCounts };

/** The numbers of a review for a view, or null when the list is not this person's. */
export async function getProgress(
  user: UserDid,
  uploadId: string,
  view: View,
): Promise<Progress | null> {
  const upload = await getUpload(user, uploadId);
  return upload && { upload, counts: await countRows(user, uploadId, view) };
}
