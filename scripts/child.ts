import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export type Child = {
  /** Resolves with the exit code when the command has ended. */
  ended: Promise<number>;
  /** Asks the command to end and waits for it. */
  stop(): Promise<void>;
};

export type ChildOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** User and group to run as; only root may choose. */
  uid?: number;
  gid?: number;
  /** What asks the command to end. */
  signal?: NodeJS.Signals;
  /** Called with every line that the command prints; without it the lines go to our own output. */
  onLine?(line: string): void;
};

const supervisor = fileURLToPath(new URL("./supervise.mjs", import.meta.url));

/**
 * Starts a command that ends when this process ends, even by SIGKILL: a supervisor holds the other end of a pipe to us.
 * It runs in a process group of its own, so that Ctrl-C reaches only this process, which then stops things in order.
 */
export function startChild(command: string, args: string[], options: ChildOptions = {}): Child {
  const { env, onLine, signal = "SIGTERM", ...rest } = options;
  const output = onLine ? "pipe" : "inherit";
  const supervised = spawn(
    process.execPath,
    [supervisor, JSON.stringify({ command, args, signal, ...rest })],
    { env, detached: true, stdio: ["pipe", output, output] },
  );
  if (onLine) for (const stream of [supervised.stdout, supervised.stderr]) eachLine(stream, onLine);

  const ended = new Promise<number>((resolve) => {
    supervised.on("exit", (code) => resolve(code ?? 1));
    supervised.on("error", () => resolve(127));
  });
  return {
    ended,
    async stop() {
      supervised.stdin?.destroy();
      await ended;
    },
  };
}

function eachLine(stream: ChildProcess["stdout"], onLine: (line: string) => void) {
  let rest = "";
  stream?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  stream?.on("end", () => rest && onLine(rest));
}
