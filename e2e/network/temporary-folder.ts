import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const VARIABLES = process.platform === "win32" ? ["TEMP", "TMP"] : ["TMPDIR"];

/**
 * Makes a folder, and has this process take it for the folder of temporary files until `restore` is called: the PDS makes
 * its folders there, under names that it does not tell while it starts.
 */
export function makeTemporaryFolder(prefix: string) {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of VARIABLES) process.env[name] = folder;

  return {
    folder,
    restore() {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
