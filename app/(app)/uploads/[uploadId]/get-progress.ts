import { countRows, countSelected, type RowCounts } from "@/lib/review";
import { getUpload, type Upload } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";

/** What a review page shows beside its rows; dates as text where it comes as JSON. */
export type Progress = { upload: Upload; counts: RowCounts; selected: number };

/** The numbers of a review, or null when the list is not this person's. */
export async function getProgress(user: UserDid, uploadId: string): Promise<Progress | null> {
  const upload = await getUpload(user, uploadId);
  if (!upload) return null;
  const [counts, selected] = await Promise.all([
    countRows(user, uploadId),
    countSelected(user, uploadId),
  ]);
  return { upload, counts, selected };
}
