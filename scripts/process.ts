import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Whether a process with this id lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the process with this id is the one whose command line has this text, and not a later one with its number. */
export async function isProcess(pid: number, text: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  try {
    return (await commandLine(pid)).includes(text);
  } catch {
    // Nothing here tells, or it has just ended: whoever lives is believed to be it.
    return isAlive(pid);
  }
}

async function commandLine(pid: number) {
  // Not every `ps` of a small system can be asked for one process.
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8");
  return (await promisify(execFile)("ps", ["-p", String(pid), "-o", "args="])).stdout;
}
