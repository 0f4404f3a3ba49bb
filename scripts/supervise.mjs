// Runs one command for a parent that may die at any moment: `node supervise.mjs '<json>'`, the JSON being
// { command, args, cwd?, uid?, gid?, signal }. When stdin closes (the parent ended, however it ended) the command is sent
// `signal`, and SIGKILL ten seconds later, so that nothing is left running.
import { spawn } from "node:child_process";

const { command, args, cwd, uid, gid, signal } = JSON.parse(process.argv[2]);
const GRACE_MS = 10_000;

// The command's own stdin stays open as long as we live: a command may take its end for ours.
const child = spawn(command, args, { cwd, uid, gid, stdio: ["pipe", "inherit", "inherit"] });
child.on("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on("exit", (code, killedBy) => process.exit(code ?? (killedBy === signal ? 0 : 1)));

function stop() {
  child.kill(signal);
  setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
}
process.stdin.resume();
process.stdin.on("end", stop);
process.stdin.on("error", stop);
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, stop);
