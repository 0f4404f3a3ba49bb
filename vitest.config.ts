import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("./", import.meta.url));

export default defineConfig({
  resolve: {
    alias: { "@/": root },
    // "server-only" is empty under this condition and throws under any other.
    conditions: ["react-server"],
  },
  test: {
    // A zone with an odd offset: code that forgets the zone fails loudly.
    env: { TZ: "Asia/Kathmandu" },
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["lib/**/*.test.ts", "scripts/**/*.test.ts", "app/**/*.test.ts"],
          exclude: ["**/*.db.test.ts"],
        },
      },
    ],
  },
});
