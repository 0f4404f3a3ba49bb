import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";

export { Prisma } from "./generated/client";
export { withLock } from "./lock";
export type Transaction = Parameters<Parameters<typeof db.$transaction>[0]>[0];

// Kept across hot reloads in development.
const kept = globalThis as { atlastDb?: PrismaClient };

/** The database. Connects at the first query. */
export const db: PrismaClient = (kept.atlastDb ??= createClient());

function createClient() {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: process.env.DATABASE_URL,
      max: 10,
      connectionTimeoutMillis: 10_000,
    }),
  });
}
