import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const FOLDERS = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

/**
 * The path of a program of this system's, installed now from its packages where it is missing and that can be done: on
 * Debian and its kin, as root.
 *
 * @param folders where to look beside PATH; a pattern stands for the last in order that it matches.
 * @throws Error with a sentence that says what to install, when there is none.
 */
export async function prepareProgram(
  name: string,
  { folders = [], debian, homebrew }: { folders?: string[]; debian: string; homebrew: string },
): Promise<string> {
  const installed = await find(name, folders);
  if (installed) return installed;
  if (process.platform === "linux" && isRoot) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    // Lists that cannot be brought up to date may still do.
    await run("apt-get", ["update"], { env }).catch(() => {});
    const install = ["install", "-y", "--no-install-recommends", debian];
    await run("apt-get", install, { env }).catch(() => {});
    const fetched = await find(name, folders);
    if (fetched) return fetched;
  }
  throw new Error(
    `This test needs ${name}. None was found, and none could be installed. Install it (on Debian, as root: ` +
      `apt-get install ${debian}; on macOS: brew install ${homebrew}), and try again.`,
  );
}

async function find(name: string, folders: string[]) {
  const special = folders.flatMap((pattern) => globSync(pattern).sort().reverse());
  for (const folder of [...special, ...(process.env.PATH ?? "").split(delimiter), ...FOLDERS]) {
    const path = join(folder, name);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return null;
}
