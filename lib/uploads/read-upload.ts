import { db, type Prisma } from "@/lib/db";
import { pausedUntil } from "@/lib/matching";
import type { UserDid } from "@/lib/users";

/** A person's list, and how far its matching is. */
export type Upload = {
  id: string;
  name: string;
  platform: string;
  /** The app to follow in. */
  app: string;
  createdAt: Date;
  total: number;
  found: number;
  notFound: number;
  notChecked: number;
  matching: {
    /** `waiting`: a server needs a pause; it goes on by itself at `nextAt`. */
    state: "done" | "running" | "waiting" | "paused";
    problem: string | null;
    nextAt: Date | null;
    /** Names a second, lately. */
    rate: number | null;
  };
};

/** A person's saved lists, newest first. */
export async function listUploads(user: UserDid): Promise<Upload[]> {
  const rows = await db.userUpload.findMany({
    where: { userDid: user, savedAt: { not: null } },
    orderBy: [{ createdAt: "desc" }, { uploadId: "asc" }],
  });
  const pause = await pausedUntil("appview");
  return rows.map((row) => readUpload(row, pause));
}

/** One saved list of this person's, or null. */
export async function getUpload(user: UserDid, uploadId: string): Promise<Upload | null> {
  const row = await db.userUpload.findFirst({
    where: { uploadId, userDid: user, savedAt: { not: null } },
  });
  return row && readUpload(row, await pausedUntil("appview"));
}

function readUpload(row: Prisma.UserUploadModel, pause: Date | null): Upload {
  return {
    id: row.uploadId,
    name: row.name,
    platform: row.sourcePlatform,
    app: row.app,
    createdAt: row.createdAt,
    total: row.totalUsers,
    found: row.matchedUsers,
    notFound: row.unmatchedUsers,
    notChecked: row.totalUsers - row.matchedUsers - row.unmatchedUsers,
    matching: readMatching(row, pause),
  };
}

function readMatching(row: Prisma.UserUploadModel, pause: Date | null): Upload["matching"] {
  const { matchNextAt, matchPaused, matchProblem, matchRate: rate } = row;
  if (!matchNextAt) return { state: "done", problem: null, nextAt: null, rate };
  if (matchPaused) return { state: "paused", problem: null, nextAt: null, rate };
  if (pause) return { state: "waiting", problem: "network-busy", nextAt: pause, rate };
  const isWaiting = matchProblem !== null && matchNextAt > new Date();
  return {
    state: isWaiting ? "waiting" : "running",
    problem: matchProblem,
    nextAt: matchNextAt,
    rate,
  };
}
