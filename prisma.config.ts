import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations", seed: "npm run db:seed" },
  // Read plainly: prisma's own env() throws where no database is needed (prisma generate, a Docker build).
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
