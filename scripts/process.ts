import { execFile } from "node:child_process";
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
  try {
    const { stdout } = await promisify(execFile)("ps", ["-p", String(pid), "-o", "args="]);
    return stdout.includes(text);
  } catch (error) {
    // No `ps` on this system: whoever lives is believed to be it.
    return (error as NodeJS.ErrnoException).code === "ENOENT" && isAlive(pid);
  }
}
