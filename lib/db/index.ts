import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";

export {
  type AtprotoMatch,
  type DirectoryAccount,
  type FollowBatchKind,
  type FollowBatchStatus,
  type FollowPace,
  type FollowWriteState,
  type JobOutcome,
  type MessageFrequency,
  type NotificationChannel,
  type NotificationStatus,
  type OptOutBy,
  Prisma,
  type ReviewState,
} from "./generated/client";
export { withLock } from "./lock";

// Kept across hot reloads in development.
const kept = globalThis as { atlastDb?: PrismaClient };
kept.atlastDb ??= createClient();

/** The database. Connects at the first query. */
export const db: PrismaClient = kept.atlastDb;

function createClient() {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: process.env.DATABASE_URL,
      // Read past lib/env, which a build without settings could not ask.
      max: Number(process.env.DATABASE_CONNECTIONS) || 10,
      connectionTimeoutMillis: 5_000,
    }),
  });
}
