import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const Result = z.object({ name: z.string(), ok: z.boolean(), details: z.array(z.string()) });

/** One thing that a database needs, and whether it is there. */
export type CheckResult = z.infer<typeof Result>;

const TIMEOUT_MS = 60_000;

/**
 * What `npm run db:check` says of this app's database. In a process of its own, since it reads the migrations as they lie
 * beside the app.
 *
 * @returns null where they do not: on a server that has only the build.
 */
export async function checkDatabase(): Promise<CheckResult[] | null> {
  const script = join(process.cwd(), "scripts", "db-check.ts");
  if (!existsSync(script)) return null;
  const answer = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", script, "--json"],
    { timeout: TIMEOUT_MS },
    // Exit code 1 says that something is missing, which its output tells.
  ).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? "" }));
  const lines = answer.stdout.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => Result.parse(JSON.parse(line)));
}
