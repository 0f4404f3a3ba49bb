import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("./", import.meta.url));
const rooms = ["lib", "app", "messages", "scripts", "e2e", "test"];
const files = (ending: string) => rooms.map((room) => `${room}/**/*.${ending}.ts`);

export default defineConfig({
  resolve: {
    alias: { "@/": root },
  },
  // "server-only" is empty under this condition and throws under any other.
  ssr: { resolve: { conditions: ["react-server", "node"] } },
  test: {
    // A zone with an odd offset: code that forgets the zone fails loudly.
    env: { TZ: "Asia/Kathmandu", LOG_LEVEL: "silent" },
    // Long enough for a machine that has other things to do: a test fails for what it finds, not for its pace.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: files("test"),
          exclude: [...files("db.test"), ...files("net.test"), "**/node_modules/**"],
          setupFiles: ["test/console.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: files("db.test"),
          globalSetup: ["test/postgres.ts"],
          setupFiles: ["test/console.ts", "test/database.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "net",
          include: files("net.test"),
          globalSetup: ["test/postgres.ts"],
          setupFiles: ["test/database.ts"],
          // Each file has an AT Protocol network of its own: one at a time on two cores.
          fileParallelism: false,
        },
      },
    ],
  },
});
